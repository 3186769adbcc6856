Copy-Item '\\files\iis\applicationHost.config' "$env:windir\System32\inetsrv\config\applicationHost.config" -Force
iisreset
