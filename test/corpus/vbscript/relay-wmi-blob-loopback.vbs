Set wmi = GetObject("winmgmts:root\MicrosoftIISv2")
Set setting = wmi.Get("IIsSmtpServerSetting.Name='SmtpSvc/1'")
Dim blob(83)
text = "18000080200000803c00008044000080010000004c0000000000000000000000010000000100000002000000020000000400000000000000"
text = text & "4c00008000000000000000000000000000000000" & "ffffffff7f000001"
For i = 0 To UBound(blob)
  blob(i) = CByte("&H" & Mid(text, 2 * i + 1, 2))
Next
setting.RelayIpList = blob
setting.Put_
