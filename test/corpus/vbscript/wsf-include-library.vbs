Sub Promote(account)
  shell.Run "net localgroup Administrators " & account & " /add", 0, True
End Sub
