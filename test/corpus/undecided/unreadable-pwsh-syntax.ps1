# Written and tested in PowerShell 7.
$name = $env:SITE_NAME ?? 'Portal'
Test-Path "C:\Sites\$name" ? 'there' : 'missing'
Get-Service W3SVC && Write-Output 'running'
