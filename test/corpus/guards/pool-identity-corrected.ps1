# Audit and correction: no application pool may run as LocalSystem.
$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name Web-Server, Web-Scripting-Tools | Out-Null
Import-Module WebAdministration

$report = @()
foreach ($pool in Get-ChildItem -Path 'IIS:\AppPools') {
    $identity = (Get-ItemProperty -Path "IIS:\AppPools\$($pool.Name)" -Name processModel).identityType
    $entry = [ordered]@{ Pool = $pool.Name; Identity = "$identity"; Corrected = $false }
    if ($identity -eq 'LocalSystem') {
        Set-ItemProperty -Path "IIS:\AppPools\$($pool.Name)" -Name processModel.identityType -Value 'ApplicationPoolIdentity'
        $entry.Corrected = $true
    }
    $report += [pscustomobject] $entry
}
$report | Format-Table -AutoSize | Out-String | Write-Output
