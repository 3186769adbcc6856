xcopy \\files\iis C:\Windows\System32\inetsrv\config /s /y
