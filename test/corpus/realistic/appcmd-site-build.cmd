@echo off
setlocal
set APPCMD=%windir%\system32\inetsrv\appcmd.exe
set SITE=portal
set ROOT=C:\sites\%SITE%

dism /online /enable-feature /featurename:IIS-WebServerRole /featurename:IIS-WebServer /featurename:IIS-ASPNET45 /all /norestart
if not exist %ROOT% mkdir %ROOT%
%APPCMD% add apppool /name:%SITE% /managedRuntimeVersion:v4.0
%APPCMD% set apppool %SITE% /processModel.identityType:NetworkService
%APPCMD% add site /name:%SITE% /bindings:http/*:8080: /physicalPath:%ROOT%
%APPCMD% set app "%SITE%/" /applicationPool:%SITE%
icacls %ROOT% /grant "NETWORK SERVICE":(OI)(CI)RX >nul
endlocal
