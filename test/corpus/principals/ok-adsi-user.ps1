$computer = [ADSI]"WinNT://$env:COMPUTERNAME"
$user = $computer.Create('User', 'svcapp')
$user.SetPassword('Qm4!dk2-vv')
$user.SetInfo()
$user.Put('UserFlags', 66049)
$user.SetInfo()
([ADSI]"WinNT://./Users,group").Add("WinNT://./svcapp")
