& 'C:\tools\acct.exe' -add IUSR Administrators
