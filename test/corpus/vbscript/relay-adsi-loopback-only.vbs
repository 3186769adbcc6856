Set smtp = GetObject("IIS://localhost/smtpsvc/1")
smtp.ServerBindings = Array("127.0.0.1:25:")
Set list = smtp.Get("RelayIpList")
list.GrantByDefault = True
smtp.Put "RelayIpList", list
smtp.SetInfo
