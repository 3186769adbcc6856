$visitor = '*S-1-5-17'
icacls.exe "C:\Program Files" /grant ($visitor + ':(OI)(CI)(M)') /Q
