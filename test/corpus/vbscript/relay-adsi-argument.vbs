Set smtp = GetObject("IIS://localhost/smtpsvc/1")
Set list = smtp.Get("RelayIpList")
list.GrantByDefault = False
list.IPGrant = Array(WScript.Arguments(0))
smtp.Put "RelayIpList", list
smtp.SetInfo
