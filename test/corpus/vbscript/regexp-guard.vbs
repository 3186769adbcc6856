Set re = New RegExp
re.Pattern = "^web\d+$"
re.IgnoreCase = True
If re.Test("WEB01") Then
  GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"
End If
