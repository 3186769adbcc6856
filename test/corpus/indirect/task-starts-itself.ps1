$a = New-ScheduledTaskAction -Execute 'schtasks.exe' -Argument '/create /tn again /sc onstart /ru SYSTEM /tr "schtasks /run /tn again" /f'
Register-ScheduledTask -TaskName fix -Action $a -User SYSTEM
