@echo off
%windir%\system32\inetsrv\appcmd.exe set config "Default Web Site" /section:anonymousAuthentication /userName:Administrator /password:not-a-real-one /commit:apphost
