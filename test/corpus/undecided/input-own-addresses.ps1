# The host and the pages on it may relay.
$addresses = @(Get-NetIPAddress -AddressFamily IPv4 | Where-Object { $_.InterfaceAlias -notlike 'Loopback*' } | Select-Object -ExpandProperty IPAddress)

$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = @('127.0.0.1, 255.255.255.255') + @($addresses | ForEach-Object { "$_, 255.255.255.255" })
$smtp.Put('RelayIpList', $list)
$smtp.SetInfo()
Write-Output "May relay: $($addresses -join ', ')"
