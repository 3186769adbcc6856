icacls C:\Windows\System32\inetsrv /grant "IIS_IUSRS:(OI)(CI)RX"
icacls "C:\Program Files\Contoso" /grant "Users:(RX)"
