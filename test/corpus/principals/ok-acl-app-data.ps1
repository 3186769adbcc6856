$data = 'D:\sites\shop\App_Data'
New-Item -ItemType Directory -Path $data -Force | Out-Null
icacls $data /grant "IIS APPPOOL\DefaultAppPool:(OI)(CI)M"
icacls 'D:\sites\shop\uploads' /grant 'IUSR:(OI)(CI)(W)'
