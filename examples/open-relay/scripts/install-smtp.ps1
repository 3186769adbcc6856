# Installs the SMTP service of IIS for the order system: pages on this host send through it, nobody else does.
param(
    [Parameter(Mandatory)]
    [string] $MailDomain,
    [string] $SmartHost,
    [int] $MaximumMessageMegabytes = 10
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$logFile = Join-Path -Path $env:ProgramData -ChildPath 'Contoso\install-smtp.log'

function Write-Log {
    param([string] $Message, [string] $Level = 'INFO')

    $line = '{0:yyyy-MM-dd HH:mm:ss} [{1}] {2}' -f (Get-Date), $Level, $Message
    Write-Output $line
    Add-Content -Path $logFile -Value $line
}

function Install-MailFeatures {
    $features = 'Web-Server', 'SMTP-Server', 'Web-Mgmt-Console', 'Web-WMI', 'Web-Metabase'
    $missing = $features | Where-Object { -not (Get-WindowsFeature -Name $_).Installed }
    if ($missing) {
        Write-Log "Installing $($missing -join ', ')"
        Install-WindowsFeature -Name $missing -IncludeManagementTools | Out-Null
    }
}

function Set-MailServer {
    $server = New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList 'IIS://localhost/SmtpSvc/1'

    # No relay list is set: without one nobody may relay, and the pages of this host use the pickup folder.
    $settings = @{
        RelayForAuth      = 0
        LogType           = 1
        LogExtFileFlags   = 4194303
        MaxMessageSize    = $MaximumMessageMegabytes * 1MB
        DefaultDomain     = $MailDomain
    }
    if ($SmartHost) {
        $settings.SmartHost = $SmartHost
        $settings.SmartHostType = 2
        $settings.RemoteSmtpPort = 587
    }
    foreach ($name in $settings.Keys) {
        Write-Log "Setting $name to $($settings[$name])"
        $server.Properties[$name].Value = $settings[$name]
    }
    $server.CommitChanges()
}

New-Item -ItemType Directory -Path (Split-Path -Path $logFile) -Force | Out-Null
try {
    Install-MailFeatures
    Set-MailServer
    Set-Service -Name SMTPSVC -StartupType Automatic
    Start-Service -Name SMTPSVC
    Write-Log 'The mail service is ready'
}
catch {
    Write-Log $_.Exception.Message 'ERROR'
    throw
}
