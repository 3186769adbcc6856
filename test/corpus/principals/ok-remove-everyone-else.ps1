$keep = 'Administrator', 'CONTOSO\Domain Admins'
Get-LocalGroupMember Administrators | Where-Object { $_.Name -notin $keep } | ForEach-Object {
    Remove-LocalGroupMember -Group Administrators -Member $_
}
