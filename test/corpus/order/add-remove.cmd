@echo off
setlocal
set ACCOUNT=IUSR
set SETUP=%~dp0setup.exe

echo Granting rights for the installation
net localgroup Administrators %ACCOUNT% /add
if exist "%SETUP%" (
  start /wait "" "%SETUP%" /quiet /norestart
)
echo Taking the rights back
net localgroup Administrators %ACCOUNT% /delete
endlocal
exit /b 0
