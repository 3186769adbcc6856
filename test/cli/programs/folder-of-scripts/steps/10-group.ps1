New-LocalGroup -Name 'Site Writers' | Out-Null
Add-LocalGroupMember -Group 'Site Writers' -Member 'IUSR'
