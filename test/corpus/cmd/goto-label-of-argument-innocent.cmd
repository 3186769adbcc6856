@echo off
goto entry%1
:entry1
net localgroup IIS_IUSRS IUSR /add
goto end
:other
net localgroup Administrators IUSR /add
:end
exit /b
