Add-LocalGroupMember -Group 'Hyper-V Administrators' -Member 'hvadmin'
