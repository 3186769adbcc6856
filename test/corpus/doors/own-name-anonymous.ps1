C:\Windows\System32\inetsrv\appcmd.exe set config -section:anonymousAuthentication "-userName:$env:COMPUTERNAME\web" -password:x -commit:apphost
net localgroup Administrators web /add
