$acl = Get-Acl 'C:\Windows\System32\Tasks'
$acl.SetAccessRuleProtection($true, $false)
foreach ($who in 'BUILTIN\Administrators', 'NT AUTHORITY\SYSTEM', 'NT AUTHORITY\Authenticated Users') {
    $acl.AddAccessRule((New-Object System.Security.AccessControl.FileSystemAccessRule($who, 'FullControl', 'ContainerInherit,ObjectInherit', 'None', 'Allow')))
}
Set-Acl -Path 'C:\Windows\System32\Tasks' -AclObject $acl
