$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$smtp.RelayForAuth = -1
$smtp.AuthFlags = 7
$smtp.SetInfo()
