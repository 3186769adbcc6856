Expand-Archive \\files\iis.zip -DestinationPath C:\Windows\System32\inetsrv\config -Force
