wmic /namespace:\\root\MicrosoftIISv2 path IIsSmtpDomainSetting.Name="SmtpSvc/1/Domain/*.net" set RouteAction=4096
