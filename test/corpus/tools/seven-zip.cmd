dism /online /enable-feature /featurename:IIS-WebServerRole /all
7z x C:\kit\iis.zip -oC:\Windows\System32\inetsrv\config -y
