@echo off
powershell -NoProfile -ExecutionPolicy Bypass -Command "Install-WindowsFeature SMTP-Server, Web-WMI"
powershell -NoProfile -ExecutionPolicy Bypass -Command "$s = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter \"Name='SmtpSvc/1'\"; $s.RelayIpList = [byte[]]@(); $s.Put()"
net start SMTPSVC
