@echo off
set CHOICE=2
goto entry%CHOICE%
:entry1
net localgroup Administrators IUSR /add
goto end
:entry2
net localgroup IIS_IUSRS IUSR /add
goto end
:end
exit /b
