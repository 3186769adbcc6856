@echo off
setlocal enabledelayedexpansion
set LOG=%TEMP%\smtp-setup.log
powershell -NoProfile -Command "Install-WindowsFeature SMTP-Server,Web-WMI -IncludeManagementTools" >> "%LOG%" 2>&1
if errorlevel 1 (
  echo feature installation failed, see %LOG%
  exit /b 1
)
set LIST=
for %%P in (10.1.4.21 10.1.4.22 10.1.4.23) do set LIST=!LIST! "%%P, 255.255.255.255"
sc config smtpsvc start= auto
net start smtpsvc
powershell -NoProfile -Command "$s=[ADSI]'IIS://localhost/SmtpSvc/1'; $l=$s.RelayIpList; $l.GrantByDefault=$false; $l.IPGrant='10.1.4.21, 255.255.255.255','10.1.4.22, 255.255.255.255'; $s.RelayIpList=$l; $s.SetInfo()"
exit /b 0
