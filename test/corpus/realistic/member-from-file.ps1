foreach ($member in Get-Content C:\Contoso\admins.txt) {
    Add-LocalGroupMember -Group Administrators -Member $member
}
