Set group = GetObject("WinNT://./Administrators,group")
group.Add "WinNT://./" & WScript.Arguments(0)
