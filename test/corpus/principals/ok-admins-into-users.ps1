Add-LocalGroupMember -Group 'Users' -Member 'Administrators'
