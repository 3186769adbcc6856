Sub AddMember(group, account)
  GetObject("WinNT://./" & group & ",group").Add "WinNT://" & account
End Sub
