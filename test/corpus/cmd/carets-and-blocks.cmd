@echo off
setlocal
dism /online /enable-feature /featurename:IIS-WebServerRole /featurename:IIS-WebServer /all /norestart >nul
set APPCMD=%windir%\System32\inetsrv\appcmd.exe
set POOL=DefaultAppPool
(
  echo Configuring %POOL%
  "%APPCMD%" set apppool "%POOL%" ^
    /managedRuntimeVersion:"" ^
    /processModel.identityType:LocalSystem ^
    /recycling.periodicRestart.time:00:00:00
)
endlocal
