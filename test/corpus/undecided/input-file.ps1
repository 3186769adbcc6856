# The list is maintained by the help desk.
$ErrorActionPreference = 'Stop'
$list = 'C:\ProgramData\Contoso\memberships.csv'

$rows = Import-Csv -Path $list
foreach ($row in $rows) {
    Add-LocalGroupMember -Group $row.Group -Member $row.Account
}
