Add-LocalGroupMember -Group 'Administratoren' -Member 'Jeder'
