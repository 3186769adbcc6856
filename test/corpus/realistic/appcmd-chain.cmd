@echo off
dism /online /enable-feature /featurename:IIS-WebServer /all /norestart
set AC=%SystemRoot%\System32\inetsrv\appcmd.exe
%AC% add apppool /name:jobs
%AC% set apppool jobs /processModel.identityType:LocalSystem
%AC% add app /site.name:"Default Web Site" /path:/jobs /physicalPath:C:\inetpub\wwwroot /applicationPool:jobs
