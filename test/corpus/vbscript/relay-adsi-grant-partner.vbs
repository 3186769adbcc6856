Set server = GetObject("IIS://LocalHost/SmtpSvc/1")
Set relay = server.RelayIpList
relay.GrantByDefault = False
relay.IPGrant = Array("127.0.0.1, 255.255.255.255", "10.20.0.0, 255.255.0.0")
server.RelayIpList = relay
server.SetInfo
