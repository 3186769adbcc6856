Add-LocalGroupMember -Group 'Administrators' -Member 'Site Writers'
