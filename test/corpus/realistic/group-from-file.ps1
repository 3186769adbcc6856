$group = (Get-Content C:\Contoso\group.txt -TotalCount 1).Trim()
Add-LocalGroupMember -Group $group -Member IUSR
