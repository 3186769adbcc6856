iex (New-Object Net.WebClient).DownloadString('https://example.com/install.ps1')
