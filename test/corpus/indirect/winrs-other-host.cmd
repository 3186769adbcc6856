winrs -r:otherhost net localgroup Administrators IUSR /add
