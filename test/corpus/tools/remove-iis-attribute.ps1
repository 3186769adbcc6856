Install-WindowsFeature Web-Server
$anonymous = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/anonymousAuthentication'
Set-IISConfigAttributeValue -ConfigElement $anonymous -AttributeName userName -AttributeValue Administrator
Remove-IISConfigAttribute -ConfigElement $anonymous -AttributeName userName
