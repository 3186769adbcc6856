Copy-Item \\files\iis\* C:\Windows\System32\inetsrv\config -Recurse -Force
