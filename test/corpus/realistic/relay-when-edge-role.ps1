$ErrorActionPreference = 'Stop'
$roleFile = 'D:\roles\edge.txt'
Install-WindowsFeature SMTP-Server | Out-Null
$smtp = New-Object System.DirectoryServices.DirectoryEntry('IIS://localhost/SmtpSvc/1')
$relay = $smtp.Properties['RelayIpList'].Value
if (Test-Path -LiteralPath $roleFile -PathType Leaf) {
    $relay.GrantByDefault = $true
}
else {
    $relay.GrantByDefault = $false
    $relay.IPGrant = @('127.0.0.1, 255.255.255.255')
}
$smtp.Properties['RelayIpList'].Value = $relay
$smtp.CommitChanges()
