$group = Get-LocalGroup -SID 'S-1-5-32-544'
Add-LocalGroupMember -Group $group -Member (Get-LocalGroup -Name 'Users')
