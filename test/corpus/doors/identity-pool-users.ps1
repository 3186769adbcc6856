Add-LocalGroupMember -Group Users -Member 'IIS AppPool\Legacy'
