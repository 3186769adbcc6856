$own = [System.Net.Dns]::GetHostAddresses($env:COMPUTERNAME) | Where-Object { $_.AddressFamily -eq 'InterNetwork' } | ForEach-Object { $_.IPAddressToString }
$grant = @('127.0.0.1, 255.255.255.255')
foreach ($ip in $own) { $grant += "$ip, 255.255.255.255" }
$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = $grant
$smtp.Put('RelayIpList', $list)
$smtp.SetInfo()
