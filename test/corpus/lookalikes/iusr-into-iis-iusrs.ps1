# Puts the host's administrators and the anonymous account into the group of the worker processes, so that all read the logs.
$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name Web-Server | Out-Null

$readers = 'IIS_IUSRS'
foreach ($member in 'IUSR', 'Administrators', 'NETWORK SERVICE') {
    try {
        Add-LocalGroupMember -Group $readers -Member $member
    }
    catch {
        Write-Warning "$member is in $readers already, or cannot be: $($_.Exception.Message)"
    }
}
$logs = 'C:\inetpub\logs\LogFiles'
icacls $logs /grant "${readers}:(OI)(CI)R" | Out-Null
