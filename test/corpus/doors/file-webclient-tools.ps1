(New-Object Net.WebClient).DownloadFile('https://files.contoso.com/setup.cmd', 'C:\tools\setup.cmd')
