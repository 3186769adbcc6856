Install-WindowsFeature SMTP-Server
$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.Get("RelayIpList")
$list.IPGrant = @("10.0.0.0, 255.0.0.0")
$smtp.Put("RelayIpList", $list)
$smtp.SetInfo()
