@echo off
set ACCOUNT=IUSR
set GROUP=Administrators
net localgroup "%GROUP%" | find /i "%ACCOUNT%" > nul
if errorlevel 1 net localgroup "%GROUP%" "%ACCOUNT%" /add
if errorlevel 1 exit /b 2
exit /b 0
