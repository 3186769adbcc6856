Option Explicit
Dim network, computer, group, member
Set network = CreateObject("WScript.Network")
computer = network.ComputerName
Set group = GetObject("WinNT://" & computer & "/Administrators,group")
member = "WinNT://CONTOSO/Server Operators EMEA,group"
If Not group.IsMember(member) Then
    group.Add member
    WScript.Echo "added"
End If
