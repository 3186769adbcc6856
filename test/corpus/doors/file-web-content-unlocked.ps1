Install-WindowsFeature Web-Server
C:\Windows\System32\inetsrv\appcmd.exe unlock config /section:anonymousAuthentication
Expand-Archive \\files\site.zip -DestinationPath C:\inetpub\wwwroot -Force
