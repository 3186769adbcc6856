servermanagercmd -install Web-Server -restart
%windir%\system32\inetsrv\appcmd set apppool DefaultAppPool /processModel.identityType:LocalSystem
