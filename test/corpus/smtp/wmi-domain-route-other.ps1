$set = gwmi -n root\MicrosoftIISv2 -q "select * from IIsSmtpDomainSetting where Name='SmtpSvc/1/Domain/*'"
$set.RouteAction = 2
$set.Put()
