@echo off
rem Nightly clean-up of the web host: logs, uploads, dumps. Every line deletes or reports, none changes rights.
setlocal enabledelayedexpansion
set LOGS=C:\inetpub\logs\LogFiles
set KEEP=30
if not exist "%LOGS%" (
  echo no logs
  exit /b 0
)
forfiles /p "%LOGS%" /s /m *.log /d -%KEEP% /c "cmd /c del /q @path"
forfiles /p C:\inetpub\uploads /m *.tmp /c "cmd /c echo net localgroup Administrators @fname /add && del @file"
forfiles /p C:\Windows\Minidump /m *.dmp /c "cmd /c if @isdir==FALSE move @path D:\dumps"
for %%G in (Administrators "Remote Desktop Users") do (
  echo Members of %%~G
  net localgroup %%G
)
runas /trustlevel:0x20000 "C:\tools\report.exe /group:Administrators"
endlocal
