Const ADS_PROPERTY_UPDATE = 2
Dim o, l
Set o = GetObject("IIS://LocalHost/SmtpSvc/1")
Set l = o.Get("RelayIpList")
l.GrantByDefault = -1
o.PutEx ADS_PROPERTY_UPDATE, "RelayIpList", Array(l)
o.SetInfo
