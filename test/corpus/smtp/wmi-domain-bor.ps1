$c = [wmiclass]'\\.\root\MicrosoftIISv2:IIsSmtpDomain'
$i = $c.CreateInstance(); $i.Name = 'SmtpSvc/1/Domain/*'; $i.Put()
$set = gwmi -n root\MicrosoftIISv2 -q "select * from IIsSmtpDomainSetting where Name='SmtpSvc/1/Domain/*'"
$set.RouteAction = $set.RouteAction -bor 4096
$set.Put()
