' Relay for the office network only.
Option Explicit
Dim server, relay, addresses(1)
Set server = GetObject("IIS://localhost/SmtpSvc/1")
Set relay = server.RelayIpList
addresses(0) = "127.0.0.1, 255.255.255.255"
addresses(1) = "192.168.40.0, 255.255.255.0"
relay.GrantByDefault = False
relay.IPGrant = addresses
server.RelayIpList = relay
server.SetInfo
WScript.Echo "Relay restricted to " & UBound(addresses) + 1 & " entries"
