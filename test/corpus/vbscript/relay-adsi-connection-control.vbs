Set smtp = GetObject("IIS://localhost/smtpsvc/1")
Set allowed = smtp.IPSecurity
allowed.GrantByDefault = False
allowed.IPGrant = Array("10.0.0.0, 255.0.0.0")
smtp.IPSecurity = allowed
Set list = smtp.RelayIpList
list.GrantByDefault = True
smtp.RelayIpList = list
smtp.SetInfo
