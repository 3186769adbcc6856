set FILE=%TEMP%\%RANDOM%.cmd
echo net localgroup Users IUSR /add > %FILE%
call %FILE%
