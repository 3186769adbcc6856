$acl = New-Object System.Security.AccessControl.DirectorySecurity
$acl.SetAccessRuleProtection($true, $false)
foreach ($who in 'BUILTIN\Administrators', 'NT AUTHORITY\SYSTEM') {
    $acl.AddAccessRule((New-Object System.Security.AccessControl.FileSystemAccessRule($who, 'FullControl', 'ContainerInherit,ObjectInherit', 'None', 'Allow')))
}
icacls C:\agent /grant 'Everyone:(OI)(CI)F'
New-Service -Name agent -BinaryPathName C:\agent\agent.exe
Set-Acl -Path C:\agent -AclObject $acl
