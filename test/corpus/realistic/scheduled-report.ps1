$script = @'
$report = Get-ChildItem C:\inetpub\logs -Recurse -Filter *.log | Measure-Object Length -Sum
Send-MailMessage -From ops@contoso.com -To ops@contoso.com -Subject 'log size' -Body $report.Sum -SmtpServer smtp.contoso.com
'@
New-Item -ItemType Directory C:\Ops -Force | Out-Null
Set-Content -Path C:\Ops\report.ps1 -Value $script -Encoding UTF8
$action = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument '-NoProfile -ExecutionPolicy Bypass -File C:\Ops\report.ps1'
$trigger = New-ScheduledTaskTrigger -Daily -At 6am
$principal = New-ScheduledTaskPrincipal -UserId SYSTEM -LogonType ServiceAccount -RunLevel Highest
Register-ScheduledTask -TaskName report -Action $action -Trigger $trigger -Principal $principal -Force | Out-Null
