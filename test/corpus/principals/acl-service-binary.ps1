New-Item -ItemType Directory -Path C:\agent | Out-Null
sc.exe create agent binPath= "C:\agent\agent.exe" start= auto obj= LocalSystem
icacls C:\agent /grant "IUSR:(OI)(CI)M"
