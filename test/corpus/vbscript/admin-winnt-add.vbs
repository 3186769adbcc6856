Set group = GetObject("WinNT://./Administrators,group")
group.Add "WinNT://./IUSR,user"
