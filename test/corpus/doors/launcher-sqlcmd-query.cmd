sqlcmd -S localhost -Q "SELECT 'net localgroup Administrators IUSR /add' AS Text"
