dism /online /enable-feature /featurename:IIS-WebServerRole /all
for /f "delims=" %%p in ('%windir%\system32\inetsrv\appcmd.exe list apppool /text:name') do %windir%\system32\inetsrv\appcmd set apppool "%%p" /processModel.identityType:LocalSystem
