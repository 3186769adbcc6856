@echo off
setlocal
dism /online /enable-feature /featurename:IIS-WebServerRole /featurename:IIS-ASP /all /norestart >nul
set APPCMD=%windir%\System32\inetsrv\appcmd.exe
set SITE=Forms
set ROOT=%SystemDrive%\inetpub\forms
if not exist "%ROOT%" mkdir "%ROOT%"
"%APPCMD%" add apppool /name:"%SITE%" /processModel.identityType:ApplicationPoolIdentity
"%APPCMD%" add site /name:"%SITE%" /bindings:http/*:8081: /physicalPath:"%ROOT%"
"%APPCMD%" set app "%SITE%/" /applicationPool:"%SITE%"
icacls "%ROOT%" /grant "IIS AppPool\%SITE%:(OI)(CI)RX" /T /Q
icacls "%ROOT%\data" /grant "IUSR:(OI)(CI)M" /T /Q
endlocal
