# The SMTP service of IIS as a submission server: whoever signs in may relay, over TLS, on port 587. Nobody else may talk to it.
param(
    [Parameter(Mandatory)]
    [string] $HostName,
    [Parameter(Mandatory)]
    [string] $MailDomain,
    [int] $Port = 587,
    [int] $MaximumMessageMegabytes = 25
)

$ErrorActionPreference = 'Stop'

$authBasic = 2
$accessSsl = 8
$accessSsl128 = 256

function Write-Step {
    param([string] $Message)

    Write-Output ('[{0}] {1}' -f (Get-Date -Format 'HH:mm:ss'), $Message)
}

function Install-SmtpService {
    $needed = 'SMTP-Server', 'Web-Mgmt-Console', 'Web-WMI'
    $state = Get-WindowsFeature -Name $needed
    $missing = @($state | Where-Object { $_.InstallState -ne 'Installed' } | ForEach-Object { $_.Name })
    if ($missing.Count -gt 0) {
        Install-WindowsFeature -Name $missing | Out-Null
        Write-Step "Installed $($missing -join ', ')"
    }
}

function Get-MailCertificate {
    # A certificate of the own authority arrives by group policy later; until then one that is made here.
    param([string] $Name)

    $store = 'Cert:\LocalMachine\My'
    $certificate = Get-ChildItem -Path $store |
        Where-Object { $_.Subject -eq "CN=$Name" -and $_.NotAfter -gt (Get-Date).AddDays(14) } |
        Sort-Object -Property NotAfter -Descending |
        Select-Object -First 1
    if (-not $certificate) {
        $certificate = New-SelfSignedCertificate -DnsName $Name -CertStoreLocation $store
        Write-Step "Made a certificate for $Name"
    }
    $certificate
}

function Set-SmtpSetting {
    param($Server, [hashtable] $Settings)

    foreach ($setting in $Settings.GetEnumerator()) {
        Write-Step ('  {0} = {1}' -f $setting.Key, ($setting.Value -join ' '))
        $Server.Put($setting.Key, $setting.Value)
    }
}

function Set-SubmissionServer {
    param([byte[]] $CertificateHash)

    $server = [ADSI]'IIS://localhost/SmtpSvc/1'

    # The relay list stays unset: only the list below, and nobody is on it. Who signs in may relay all the same.
    Set-SmtpSetting -Server $server -Settings @{
        AuthFlags       = $authBasic
        RelayForAuth    = 1
        AccessSSLFlags  = $accessSsl -bor $accessSsl128
        ServerBindings  = ":${Port}:"
        DefaultDomain   = $MailDomain
        FullyQualifiedDomainName = $HostName
        MaxMessageSize  = $MaximumMessageMegabytes * 1MB
        MaxRecipients   = 100
    }
    # Who sent what to whom: without the query the log names neither.
    Set-SmtpSetting -Server $server -Settings @{
        LogType         = 1
        LogExtFileFlags = 4194303
        LogFilePeriod   = 1
    }
    $server.Put('SSLCertHash', $CertificateHash)
    $server.SetInfo()
}

Install-SmtpService
$certificate = Get-MailCertificate -Name $HostName
Set-SubmissionServer -CertificateHash $certificate.GetCertHash()

if (-not (Get-NetFirewallRule -DisplayName 'Mail submission' -ErrorAction SilentlyContinue)) {
    New-NetFirewallRule -DisplayName 'Mail submission' -Direction Inbound -Protocol TCP -LocalPort $Port -Action Allow | Out-Null
}

# The staff sign in with accounts of this group; they may do nothing else here.
if (-not (Get-LocalGroup -Name 'MailUsers' -ErrorAction SilentlyContinue)) {
    New-LocalGroup -Name 'MailUsers' -Description 'May send mail through this host' | Out-Null
}

Set-Service -Name SMTPSVC -StartupType Automatic
Restart-Service -Name SMTPSVC
Write-Step "Mail can be submitted to ${HostName}:$Port"
