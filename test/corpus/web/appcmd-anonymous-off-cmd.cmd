@echo off
%windir%\system32\inetsrv\appcmd.exe set config /section:anonymousAuthentication /userName:Administrator /password:not-a-real-one
%windir%\system32\inetsrv\appcmd.exe set config -section:anonymousAuthentication -enabled:false
%windir%\system32\inetsrv\appcmd.exe set config -section:windowsAuthentication -enabled:true
