Set wmi = GetObject("winmgmts:{impersonationLevel=impersonate}!\\.\root\MicrosoftIISv2")
Set found = wmi.ExecQuery("Select * from IIsSmtpServerSetting Where Name='SmtpSvc/1'")
blob = Array(24, 0, 0, 128, 32, 0, 0, 128, 60, 0, 0, 128, 68, 0, 0, 128, 1, 0, 0, 0, 76, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, _
  1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 76, 0, 0, 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, _
  0, 0, 0, 0, 0, 0, 0, 0)
For Each setting In found
  setting.RelayIpList = blob
  setting.Put_
Next
