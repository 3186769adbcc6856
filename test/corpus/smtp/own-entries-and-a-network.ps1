$s = [ADSI]'IIS://localhost/SmtpSvc/1'
$r = $s.RelayIpList
$r.GrantByDefault = $false
$r.IPGrant = @($r.IPGrant) + '10.0.0.0, 255.0.0.0'
$s.RelayIpList = $r
$s.SetInfo()
