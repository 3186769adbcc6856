Set domains = GetObject("IIS://localhost/smtpsvc/1/domain")
Set all = domains.Create("IIsSmtpDomain", "*.com")
all.RouteAction = 4100 + 1
all.SetInfo
