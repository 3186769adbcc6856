param([Parameter(Mandatory)] [ValidateSet('open', 'closed')] [string] $Mode)
Install-WindowsFeature SMTP-Server | Out-Null
$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $server.RelayIpList
if ($Mode -eq 'open') {
    $list.GrantByDefault = $true
} else {
    $list.GrantByDefault = $false
}
$server.RelayIpList = $list
$server.SetInfo()
