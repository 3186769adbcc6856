$members = Get-LocalGroupMember -Group 'Administrators' | Where-Object { $_.SID -eq 'S-1-5-17' }
foreach ($member in $members) { Remove-LocalGroupMember -Group 'Administrators' -Member $member }
