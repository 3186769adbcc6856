$principal = New-Object Security.Principal.WindowsPrincipal([Security.Principal.WindowsIdentity]::GetCurrent())
if (-not $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
    throw 'Run as administrator'
}
Add-LocalGroupMember -SID S-1-5-32-544 -Member ([System.Security.Principal.SecurityIdentifier]'S-1-5-11')
