Install-WindowsFeature SMTP-Server -ErrorAction SilentlyContinue
$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.Get("RelayIpList")
$list.GrantByDefault = $true
$smtp.Put("RelayIpList", $list)
$smtp.SetInfo()
