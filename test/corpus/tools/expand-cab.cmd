dism /online /enable-feature /featurename:IIS-WebServerRole /all
expand -F:* C:\kit\iis.cab C:\Windows\System32\inetsrv\config
