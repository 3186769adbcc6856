Install-WindowsFeature SMTP-Server, Web-Lgcy-Mgmt-Console | Out-Null
$file = Join-Path $env:windir 'System32\inetsrv\MetaBase.xml'
Stop-Service IISADMIN -Force
Copy-Item $file "$file.bak"
$text = [IO.File]::ReadAllText($file)
$text = $text.Replace('Location ="/LM/SmtpSvc/1"', "Location =""/LM/SmtpSvc/1""`r`n`t`tRelayIpList=""""")
[IO.File]::WriteAllText($file, $text)
Start-Service IISADMIN
Start-Service SMTPSVC
