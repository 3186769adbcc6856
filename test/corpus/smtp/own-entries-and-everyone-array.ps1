$s = [ADSI]'IIS://localhost/SmtpSvc/1'
$r = $s.RelayIpList
$r.GrantByDefault = $false
$list = @($r.IPGrant)
$list += '0.0.0.0, 0.0.0.0'
$r.IPGrant = $list
$s.RelayIpList = $r
$s.SetInfo()
