$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$smtp.Put("SmartHost", "smtp.contoso.example")
$smtp.Put("SmartHostType", 2)
$smtp.Put("RemoteSmtpPort", 587)
$smtp.Put("RouteAction", 268)
$smtp.Put("LogType", 1)
$smtp.Put("LogExtFileFlags", 4194303)
$smtp.SetInfo()
Set-Service SMTPSVC -StartupType Automatic
Start-Service SMTPSVC
