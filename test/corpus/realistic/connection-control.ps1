Install-WindowsFeature SMTP-Server | Out-Null
$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$relay = $server.RelayIpList
$relay.GrantByDefault = $true
$server.RelayIpList = $relay
$security = $server.IPSecurity
$security.GrantByDefault = $false
$security.IPGrant = '10.0.0.0, 255.0.0.0'
$server.IPSecurity = $security
$server.SetInfo()
