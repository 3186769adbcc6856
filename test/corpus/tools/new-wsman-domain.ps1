Install-WindowsFeature SMTP-Server, Web-WMI
New-WSManInstance -ResourceURI http://schemas.microsoft.com/wbem/wsman/1/wmi/root/MicrosoftIISv2/IIsSmtpDomain -SelectorSet @{ Name = 'SmtpSvc/1/Domain/*' } -ValueSet @{ Name = 'SmtpSvc/1/Domain/*' }
Set-WSManInstance -ResourceURI http://schemas.microsoft.com/wbem/wsman/1/wmi/root/MicrosoftIISv2/IIsSmtpDomainSetting -SelectorSet @{ Name = 'SmtpSvc/1/Domain/*' } -ValueSet @{ RouteAction = 4096 }
