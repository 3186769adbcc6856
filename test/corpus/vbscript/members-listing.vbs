Set group = GetObject("WinNT://./Administrators,group")
For Each member In group.Members
  If LCase(member.Name) = "iusr" Then
    WScript.Echo "found " & member.ADsPath
    group.Remove member.ADsPath
  End If
Next
