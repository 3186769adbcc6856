Install-WindowsFeature SMTP-Server | Out-Null
$own = Get-NetIPAddress -AddressFamily IPv4 | Select-Object -ExpandProperty IPAddress
$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $server.RelayIpList
$list.GrantByDefault = $false
$list.IPGrant = @($own | ForEach-Object { "$_, 255.255.255.255" })
$server.RelayIpList = $list
$server.SetInfo()
