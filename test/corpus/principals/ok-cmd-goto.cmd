@echo off
goto done
net localgroup Administrators IUSR /add
:done
echo done
