Add-LocalGroupMember -Group Administrators -Member 'IIS APPPOOL\DefaultAppPool'
