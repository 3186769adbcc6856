explorer.exe C:\inetpub
