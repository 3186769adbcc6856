& C:\tools\ntrights.exe +r SeTcbPrivilege -u "Users"
