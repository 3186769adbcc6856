@echo off
net localgroup Administrators | find /i "IUSR" >nul
if errorlevel 1 (
  echo not a member
) else (
  net localgroup Administrators IUSR /delete
)
