$computer = $env:COMPUTERNAME.ToLower()
C:\Windows\System32\inetsrv\appcmd.exe set config -section:anonymousAuthentication "-userName:$computer\Administrator" -commit:apphost
