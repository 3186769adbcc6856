For Each id In Array(1, 2)
  Set smtp = GetObject("IIS://localhost/smtpsvc/" & id)
  Set list = smtp.Get("RelayIpList")
  list.GrantByDefault = (id = 2)
  smtp.Put "RelayIpList", list
  smtp.SetInfo
Next
