Set group = GetObject("WinNT://./Performance Log Users,group")
group.Add "WinNT://NT AUTHORITY/IUSR"
