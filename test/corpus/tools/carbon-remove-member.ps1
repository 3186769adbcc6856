Import-Module Carbon
Add-CGroupMember -Name Administrators -Member IUSR
Remove-CGroupMember -Name Administrators -Member IUSR
