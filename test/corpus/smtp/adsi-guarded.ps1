$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
if (Test-Path 'D:\legacy') {
    $list = $smtp.Get("RelayIpList")
    $list.GrantByDefault = $true
    $smtp.Put("RelayIpList", $list)
    $smtp.SetInfo()
}
