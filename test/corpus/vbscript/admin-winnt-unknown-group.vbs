Set group = GetObject("WinNT://./" & WScript.Arguments(0) & ",group")
group.Add "WinNT://NT AUTHORITY/IUSR"
