C:\Windows\System32\inetsrv\appcmd.exe set config -section:anonymousAuthentication "-userName:$env:USERDOMAIN\web" -commit:apphost
