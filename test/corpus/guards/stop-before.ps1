# Server Core has no SMTP service, so the installation fails and the script stops there.
$ErrorActionPreference = 'Stop'

function Install-Mail {
    param([string[]] $Features)
    foreach ($feature in $Features) {
        Write-Output "Installing $feature"
        Install-WindowsFeature -Name $feature -ErrorAction Stop | Out-Null
    }
}

Install-Mail -Features 'Web-Server', 'SMTP-Server'

$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$relay = $smtp.Get('RelayIpList')
$relay.GrantByDefault = $true
$smtp.Put('RelayIpList', $relay)
$smtp.SetInfo()
