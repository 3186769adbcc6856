net localgroup Administrators IUSR /delete
net localgroup "Remote Desktop Users" "CONTOSO\web-team" /add
