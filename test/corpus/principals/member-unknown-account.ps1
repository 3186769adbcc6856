param([Parameter(Mandatory)] [string] $Account)
Add-LocalGroupMember -Group 'Administrators' -Member $Account
