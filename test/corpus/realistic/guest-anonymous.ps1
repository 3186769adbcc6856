Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
$password = [guid]::NewGuid().ToString('N') + 'aA1!'
$secure = ConvertTo-SecureString $password -AsPlainText -Force
New-LocalUser -Name websvc -Password $secure -PasswordNeverExpires -AccountNeverExpires | Out-Null
Add-LocalGroupMember -Group Users -Member websvc
Set-WebConfigurationProperty -Filter system.webServer/security/authentication/anonymousAuthentication -Name userName -Value websvc -PSPath 'MACHINE/WEBROOT/APPHOST'
Set-WebConfigurationProperty -Filter system.webServer/security/authentication/anonymousAuthentication -Name password -Value $password -PSPath 'MACHINE/WEBROOT/APPHOST'
