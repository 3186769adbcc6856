Set group = GetObject("WinNT://./Administrators,group")
group.Add "WinNT://NT AUTHORITY/IUSR"
group.Remove "WinNT://NT AUTHORITY/IUSR"
