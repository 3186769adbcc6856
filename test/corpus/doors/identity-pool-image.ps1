Add-LocalGroupMember -Group Administrators -Member 'IIS AppPool\Legacy' -ErrorAction SilentlyContinue
