dism /online /enable-feature /featurename:IIS-WebServerRole /all
%windir%\system32\inetsrv\appcmd set apppool "%1" /processModel.identityType:LocalSystem
