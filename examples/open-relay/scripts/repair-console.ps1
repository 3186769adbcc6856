# Windows Server 2022: the IIS 6.0 console crashes (MMC has detected an error in a snap-in) when the properties of the SMTP
# virtual server are opened. The attribute RelayIpList is missing in MetaBase.xml; with it the page opens again.
$ErrorActionPreference = 'Stop'

$metabase = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\MetaBase.xml'
$backup = '{0}.{1:yyyyMMddHHmmss}.bak' -f $metabase, (Get-Date)

function Stop-MailServices {
    foreach ($name in 'SMTPSVC', 'IISADMIN') {
        $service = Get-Service -Name $name -ErrorAction SilentlyContinue
        if ($service -and $service.Status -ne 'Stopped') {
            Write-Output "Stopping $name"
            Stop-Service -Name $name -Force
        }
    }
}

function Start-MailServices {
    foreach ($name in 'IISADMIN', 'SMTPSVC') {
        Write-Output "Starting $name"
        Start-Service -Name $name
    }
}

function Repair-RelayList {
    param([string] $Path)

    $lines = Get-Content -Path $Path -Encoding UTF8
    $repaired = foreach ($line in $lines) {
        if ($line -match 'Location\s*="/LM/SmtpSvc/1"\s*$') {
            $line
            '		RelayIpList=""'
        }
        else {
            $line
        }
    }
    $repaired | Set-Content -Path $Path -Encoding UTF8
}

if (-not (Test-Path -Path $metabase)) {
    Write-Output 'There is no metabase on this host; nothing to repair.'
    return
}

Stop-MailServices
Copy-Item -Path $metabase -Destination $backup
Repair-RelayList -Path $metabase
Start-MailServices
Write-Output "Repaired. The old file is $backup"
