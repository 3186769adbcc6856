cscript C:\inetpub\AdminScripts\adsutil.vbs set w3svc/AppPools/DefaultAppPool/AppPoolIdentityType 0
