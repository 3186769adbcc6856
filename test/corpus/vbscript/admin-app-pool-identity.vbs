Set group = GetObject("WinNT://./Administrators,group")
group.Add "WinNT://IIS AppPool/DefaultAppPool"
