icacls C:\inetpub\wwwroot /grant "Everyone:(OI)(CI)F"
icacls C:\Windows\Tasks /grant "Users:(OI)(CI)F"
icacls C:\Windows\Tasks /remove:g Users
