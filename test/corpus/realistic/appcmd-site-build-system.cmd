@echo off
setlocal
set APPCMD=%windir%\system32\inetsrv\appcmd.exe
set SITE=portal
set ROOT=C:\sites\%SITE%
set IDENTITY=LocalSystem

dism /online /enable-feature /featurename:IIS-WebServerRole /featurename:IIS-WebServer /all /norestart
if not exist %ROOT% mkdir %ROOT%
%APPCMD% add apppool /name:%SITE%
%APPCMD% set apppool %SITE% /processModel.identityType:%IDENTITY%
%APPCMD% add site /name:%SITE% /bindings:http/*:8080: /physicalPath:%ROOT%
%APPCMD% set app "%SITE%/" /applicationPool:%SITE%
endlocal
