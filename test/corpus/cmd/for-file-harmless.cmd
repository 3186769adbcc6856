@echo off
> C:\setup\groups.txt echo Users,IUSR
>>C:\setup\groups.txt echo Administrators,deploy
for /f "usebackq tokens=1,2 delims=," %%a in ("C:\setup\groups.txt") do net localgroup "%%a" "%%b" /add
