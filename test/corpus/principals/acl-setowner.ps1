icacls C:\Windows\System32\inetsrv /setowner "IIS_IUSRS" /T
