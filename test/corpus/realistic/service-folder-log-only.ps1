$folder = 'C:\Services\Collector'
$log = 'C:\Services\Logs'
New-Item $folder, $log -ItemType Directory -Force | Out-Null
New-Service -Name Collector -BinaryPathName "$folder\collector.exe" -StartupType Automatic | Out-Null
icacls $log /grant '*S-1-1-0:(OI)(CI)M' /T | Out-Null
Start-Service Collector -ErrorAction SilentlyContinue
