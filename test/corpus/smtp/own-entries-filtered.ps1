$s = [ADSI]'IIS://localhost/SmtpSvc/1'
$r = $s.RelayIpList
$r.GrantByDefault = $false
$r.IPGrant = @($r.IPGrant | Where-Object { $_ -notlike '10.*' }) + '10.0.0.1, 255.255.255.255'
$s.RelayIpList = $r
$s.SetInfo()
