$address = (Get-NetIPAddress -AddressFamily IPv4 | Where-Object { $_.IPAddress -ne '127.0.0.1' } | Select-Object -First 1).IPAddress
$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = @('127.0.0.1, 255.255.255.255', "$address, 255.255.255.255")
$smtp.Put('RelayIpList', $list)
$smtp.SetInfo()
