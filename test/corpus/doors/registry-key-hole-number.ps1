$key = Read-Host
Set-ItemProperty "HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\$key" -Name level -Value 1
