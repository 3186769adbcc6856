New-LocalUser -Name 'IUSR_ADMIN' -NoPassword
Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR_ADMIN'
