icacls "%SystemRoot%\System32\inetsrv\config" /grant *S-1-5-32-568:(OI)(CI)(M) /T
