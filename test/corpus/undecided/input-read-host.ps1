# Interactive set-up of the relay.
$address = Read-Host -Prompt 'Address that may relay'
$mask = Read-Host -Prompt 'Mask (empty for one host)'
if (-not $mask) { $mask = '255.255.255.255' }

$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = @('127.0.0.1, 255.255.255.255', "$address, $mask")
$smtp.Put('RelayIpList', $list)
$smtp.SetInfo()
