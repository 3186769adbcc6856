mklink C:\Windows\System32\inetsrv\config\applicationHost.config \\files\iis\applicationHost.config
