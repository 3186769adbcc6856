& "$env:windir\system32\inetsrv\appcmd.exe" set config /commit:WEBROOT /section:smtp /from:site@contoso.example /deliveryMethod:Network /network.host:localhost /network.port:25
