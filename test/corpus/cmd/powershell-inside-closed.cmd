@echo off
powershell -NoProfile -ExecutionPolicy Bypass -Command "Install-WindowsFeature SMTP-Server, Web-WMI"
powershell -NoProfile -Command "& { $s = [ADSI]'IIS://localhost/SmtpSvc/1'; $s.RelayForAuth = 1; $s.AuthFlags = 2; $s.SetInfo() }"
sc config SMTPSVC start= auto
net start SMTPSVC
