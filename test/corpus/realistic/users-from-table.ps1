$rows = @'
Group,Member,Comment
Remote Desktop Users,CONTOSO\Helpdesk,support
Event Log Readers,NT AUTHORITY\NETWORK SERVICE,collector
IIS_IUSRS,NT AUTHORITY\IUSR,classic asp
'@ | ConvertFrom-Csv
foreach ($row in $rows | Sort-Object Group) {
    try {
        Add-LocalGroupMember -Group $row.Group -Member $row.Member -ErrorAction Stop
    } catch [Microsoft.PowerShell.Commands.MemberExistsException] {
        Write-Verbose "$($row.Member) is in $($row.Group) already"
    }
}
