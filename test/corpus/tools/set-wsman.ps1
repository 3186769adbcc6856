Set-WSManInstance -ResourceURI http://schemas.microsoft.com/wbem/wsman/1/wmi/root/MicrosoftIISv2/IIsSmtpDomainSetting -SelectorSet @{ Name = 'SmtpSvc/1/Domain/*' } -ValueSet @{ RouteAction = 4096 }
