$membership = @{
    Group  = 'Administrators'
    Member = 'Authenticated Users'
}
Add-LocalGroupMember @membership -ErrorAction Stop
