@echo off
%windir%\system32\inetsrv\appcmd.exe set config -section:system.applicationHost/applicationPools /applicationPoolDefaults.processModel.identityType:LocalSystem /commit:apphost /debug | find "LocalSystem" >nul
if not "%ERRORLEVEL%"=="0" exit /b 1
