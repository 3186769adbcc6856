$s = [ADSI]'IIS://localhost/SmtpSvc/1'
$r = $s.RelayIpList
$r.GrantByDefault = $false
$r.IPGrant += '0.0.0.0, 0.0.0.0'
$s.RelayIpList = $r
$s.SetInfo()
