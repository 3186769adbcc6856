On Error Resume Next
Set group = GetObject("WinNT://./Administrators,group")
group.Add "WinNT://NT AUTHORITY/IUSR"
If Err.Number <> 0 Then
  WScript.Echo "already there: " & Err.Description
  Err.Clear
End If
