wmic /namespace:\\root\MicrosoftIISv2 path IIsSmtpServerSetting where "Name='SmtpSvc/1'" set RelayForAuth=0
wmic /namespace:\\root\MicrosoftIISv2 path IIsSmtpServerSetting where "Name='SmtpSvc/1'" set AuthFlags=4
