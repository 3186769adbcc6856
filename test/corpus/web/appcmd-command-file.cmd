@echo off
set APPCMD=%windir%\system32\inetsrv\appcmd.exe
%APPCMD% add apppool /name:"worker" /managedRuntimeVersion:v4.0 /processModel.identityType:LocalSystem
%APPCMD% add site /name:"worker" /id:7 /bindings:"http/*:8085:" /physicalPath:"C:\worker" /applicationDefaults.applicationPool:"worker"
