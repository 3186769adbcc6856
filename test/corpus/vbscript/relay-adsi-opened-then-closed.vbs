Sub SetRelay(grants)
  Dim smtp, list
  Set smtp = GetObject("IIS://localhost/smtpsvc/1")
  Set list = smtp.RelayIpList
  list.GrantByDefault = grants
  smtp.RelayIpList = list
  smtp.SetInfo
End Sub
SetRelay True
SetRelay False
