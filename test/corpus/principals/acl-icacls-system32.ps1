icacls "$env:SystemRoot\System32\inetsrv" /grant "IIS_IUSRS:(OI)(CI)M"
