Set wmi = GetObject("winmgmts:root\cimv2")
For Each user In wmi.ExecQuery("Select * from Win32_UserAccount Where LocalAccount = True And Name = 'Guest'")
  user.Rename "Visitor"
Next
