$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.psbase.Invoke('Get', 'RelayIpList')
$list.GrantByDefault = -1
$smtp.psbase.Invoke('Put', @('RelayIpList', $list))
$smtp.psbase.Invoke('SetInfo')
