Install-WindowsFeature Web-Server
Copy-Item \\files\site\web.config C:\inetpub\wwwroot\web.config
