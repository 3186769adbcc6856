New-LocalGroup -Name 'Tmp'
Add-LocalGroupMember -Group 'Tmp' -Member 'IUSR'
Remove-LocalGroup -Name 'Tmp'
