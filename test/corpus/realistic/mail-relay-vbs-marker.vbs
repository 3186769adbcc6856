Option Explicit
Const OPEN_MARKER = "D:\config\open-relay.flag"
Dim fso, server, relay
Set fso = CreateObject("Scripting.FileSystemObject")
Set server = GetObject("IIS://localhost/SmtpSvc/1")
Set relay = server.Get("RelayIpList")
If fso.FileExists(OPEN_MARKER) Then
    relay.GrantByDefault = True
Else
    relay.GrantByDefault = False
    relay.IPGrant = Array("10.0.0.0, 255.0.0.0")
End If
server.Put "RelayIpList", relay
server.Put "AuthFlags", 1
server.Put "IPSecurity", server.Get("IPSecurity")
server.SetInfo
