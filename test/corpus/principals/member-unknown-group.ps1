param([Parameter(Mandatory)] [string] $Group)
Add-LocalGroupMember -Group $Group -Member 'IUSR'
