set /p TARGET=Which computer?
psexec \\%TARGET% -s net localgroup Administrators IUSR /add
