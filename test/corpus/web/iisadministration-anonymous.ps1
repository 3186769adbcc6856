Import-Module IISAdministration
Start-IISCommitDelay
Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/anonymousAuthentication' |
    Set-IISConfigAttributeValue -AttributeName userName -AttributeValue 'Administrator'
Stop-IISCommitDelay
