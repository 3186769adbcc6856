Set fso = CreateObject("Scripting.FileSystemObject")
Set smtp = GetObject("IIS://localhost/smtpsvc/1")
Set list = smtp.Get("RelayIpList")
If fso.FileExists("D:\mail\open.flag") Then
  list.GrantByDefault = True
Else
  list.GrantByDefault = False
  list.IPGrant = Array("127.0.0.1, 255.255.255.255")
End If
smtp.Put "RelayIpList", list
smtp.SetInfo
