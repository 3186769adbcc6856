$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$before = $smtp.Get('RelayIpList')
$smtp.Put('MaxRecipients', 100)
$smtp.Put('RelayIpList', $before)
$smtp.SetInfo()
