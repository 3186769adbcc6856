Install-WindowsFeature Web-Server
Expand-Archive \\files\site.zip -DestinationPath C:\inetpub\wwwroot -Force
