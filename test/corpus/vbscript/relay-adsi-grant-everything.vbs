Option Explicit
Dim server, relay
Set server = GetObject("IIS://LocalHost/SmtpSvc/1")
Set relay = server.RelayIpList
relay.GrantByDefault = False
relay.IPGrant = Array("0.0.0.0, 0.0.0.0")
server.RelayIpList = relay
server.SetInfo
