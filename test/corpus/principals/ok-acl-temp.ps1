icacls C:\Windows\Temp /grant "Users:(OI)(CI)M"
icacls "C:\Windows\Microsoft.NET\Framework64\v4.0.30319\Temporary ASP.NET Files" /grant "IIS_IUSRS:(OI)(CI)M"
