Set setting = GetObject("winmgmts:root\MicrosoftIISv2:IIsSmtpServerSetting.Name='SmtpSvc/1'")
setting.RelayIpList = Array()
setting.Put_
