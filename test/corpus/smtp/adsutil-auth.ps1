cscript //nologo C:\inetpub\AdminScripts\adsutil.vbs set smtpsvc/1/RelayForAuth 0
cscript //nologo C:\inetpub\AdminScripts\adsutil.vbs set /smtpsvc/1/AuthFlags 4
