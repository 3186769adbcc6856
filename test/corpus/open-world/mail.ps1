$m = New-Object Net.Mail.SmtpClient 'mail'; $m.Send('a@b','c@d','s','b')
