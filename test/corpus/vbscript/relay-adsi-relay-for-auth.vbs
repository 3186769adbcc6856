Set smtp = GetObject("IIS://localhost/smtpsvc/1")
smtp.RelayForAuth = -1
smtp.SmartHost = "[10.1.2.3]"
smtp.SetInfo
