Import-Module IISAdministration
$section = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/anonymousAuthentication' -Location 'Default Web Site/public'
Set-IISConfigAttributeValue -ConfigElement $section -AttributeName 'userName' -AttributeValue 'Administrator'
