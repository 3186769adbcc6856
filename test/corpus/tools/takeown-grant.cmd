takeown /f C:\Windows\System32\inetsrv /a
