Set group = GetObject("WinNT://./Administrators,group")
Set user = GetObject("WinNT://NT AUTHORITY/IUSR")
If Not group.IsMember(user.ADsPath) Then
  group.Add user.ADsPath
End If
