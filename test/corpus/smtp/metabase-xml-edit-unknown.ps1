Stop-Service SMTPSVC, IISADMIN -Force
$path = "$env:windir\System32\inetsrv\MetaBase.xml"
(Get-Content $path) -replace 'Location ="/LM/SmtpSvc/1"', 'Location ="/LM/SmtpSvc/1" RelayIpList=""' | Set-Content $path
Start-Service IISADMIN, SMTPSVC
