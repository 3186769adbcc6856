function Add-LocalGroupMember { param($Group, $Member) Write-Output "would add $Member to $Group" }
Add-LocalGroupMember -Group Administrators -Member IUSR
