' GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"
Rem CreateObject("WScript.Shell").Run "net localgroup Administrators IUSR /add"
WScript.Echo "Do not run: net localgroup Administrators IUSR /add"
