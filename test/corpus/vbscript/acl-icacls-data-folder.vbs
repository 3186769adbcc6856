Set fso = CreateObject("Scripting.FileSystemObject")
If Not fso.FolderExists("D:\data\uploads") Then fso.CreateFolder "D:\data\uploads"
CreateObject("WScript.Shell").Run "icacls D:\data\uploads /grant IUSR:(OI)(CI)M", 0, True
