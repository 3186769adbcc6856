@echo off
set GRP=Users
setlocal
set GRP=Administrators
endlocal
net localgroup %GRP% IUSR /add
