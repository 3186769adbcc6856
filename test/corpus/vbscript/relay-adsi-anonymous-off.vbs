Set smtp = GetObject("IIS://localhost/smtpsvc/1")
smtp.AuthAnonymous = False
Set list = smtp.Get("RelayIpList")
list.GrantByDefault = True
smtp.Put "RelayIpList", list
smtp.SetInfo
