$member = Get-LocalGroupMember Administrators | Where-Object Name -like '*\IUSR'
if ($member) { Remove-LocalGroupMember -Group Administrators -Member $member }
net localgroup "Backup Operators" IUSR /delete
