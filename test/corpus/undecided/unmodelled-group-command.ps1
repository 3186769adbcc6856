# The directory team has a module for memberships.
$ErrorActionPreference = 'Stop'
foreach ($name in 'web-support', 'db-support') {
    Set-ContosoLocalGroupMembership -ComputerName localhost -Group Administrators -Identity $name
}
