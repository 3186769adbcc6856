Set fso = CreateObject("Scripting.FileSystemObject")
Set f = fso.CreateTextFile("C:\work\rights.inf", True)
f.WriteLine "[Unicode]"
f.WriteLine "Unicode=yes"
f.WriteLine "[Version]"
f.WriteLine "signature=""$CHICAGO$"""
f.WriteLine "Revision=1"
f.WriteLine "[Privilege Rights]"
f.WriteLine "SeDebugPrivilege = *S-1-5-32-544,*S-1-5-17"
f.Close
CreateObject("WScript.Shell").Run "secedit /configure /db C:\work\r.sdb /cfg C:\work\rights.inf /areas USER_RIGHTS", 0, True
