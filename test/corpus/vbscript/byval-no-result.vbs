Sub Target(ByVal name)
  name = "Administrators"
End Sub
Dim g
g = "Guests"
Target g
GetObject("WinNT://./" & g & ",group").Add "WinNT://NT AUTHORITY/IUSR"
