$ErrorActionPreference = 'Stop'
$service = Get-Service -Name SMTPSVC -ErrorAction SilentlyContinue
if (-not $service) {
    Write-Output 'no SMTP service on this host'
    exit 0
}
Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Authentication PacketPrivacy | ForEach-Object {
    $node = [ADSI]("IIS://localhost/" + $_.Name)
    $list = $node.RelayIpList
    $list.GrantByDefault = $false
    $list.IPGrant = @('127.0.0.1, 255.255.255.255')
    $node.RelayIpList = $list
    $node.SetInfo()
}
Restart-Service SMTPSVC
