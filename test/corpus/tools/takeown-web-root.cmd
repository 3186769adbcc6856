takeown /f C:\inetpub\wwwroot /r /d y
