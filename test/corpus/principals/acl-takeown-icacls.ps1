takeown /F C:\Windows\System32\drivers\etc\hosts /A
icacls C:\Windows\System32\drivers\etc\hosts /grant "IUSR:F"
