New-Item C:\Agent -ItemType Directory -Force | Out-Null
Copy-Item D:\media\agent.exe C:\Agent\agent.exe
New-Service -Name agent -BinaryPathName 'C:\Agent\agent.exe --service' -StartupType Automatic | Out-Null
icacls C:\Agent /grant 'NT SERVICE\agent:(OI)(CI)M'
