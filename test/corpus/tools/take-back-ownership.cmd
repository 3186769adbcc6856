icacls C:\Windows\System32 /setowner Everyone
takeown /f C:\Windows\System32 /a
