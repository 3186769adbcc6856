dism /online /enable-feature /featurename:IIS-WebServerRole /all
%windir%\system32\inetsrv\appcmd list apppool /xml | %windir%\system32\inetsrv\appcmd set apppool /in /processModel.identityType:LocalSystem
