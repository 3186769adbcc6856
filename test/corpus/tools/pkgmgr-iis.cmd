start /w pkgmgr /iu:IIS-WebServerRole;IIS-WebServer
%windir%\system32\inetsrv\appcmd set apppool DefaultAppPool /processModel.identityType:LocalSystem
