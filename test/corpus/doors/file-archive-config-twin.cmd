tar -xf \\files\iis.zip -C C:\Windows\System32\inetsrv\config
