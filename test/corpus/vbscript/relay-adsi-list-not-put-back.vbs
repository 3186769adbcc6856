Set smtp = GetObject("IIS://localhost/smtpsvc/1")
Set list = smtp.Get("RelayIpList")
list.GrantByDefault = True
smtp.SetInfo
