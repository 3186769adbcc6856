& 'C:\tools\acct.exe' -log C:\x.txt
