Add-LocalGroupMember -Group 'WebAdmins' -Member 'IUSR'
Add-LocalGroupMember -Group 'Administrators' -Member 'WebAdmins'
