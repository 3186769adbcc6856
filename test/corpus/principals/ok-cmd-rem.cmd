@echo off
rem net localgroup Administrators IUSR /add
:: net localgroup Administrators Everyone /add
echo net localgroup Administrators Everyone /add
net localgroup "Remote Desktop Users" webteam /add
