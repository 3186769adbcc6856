param([string] $Root = 'D:\Data')
$ErrorActionPreference = 'Stop'
foreach ($name in 'Incoming', 'Outgoing', 'Archive') {
    $path = Join-Path $Root $name
    New-Item -ItemType Directory -Path $path -Force | Out-Null
    $acl = Get-Acl -Path $path
    $acl.SetAccessRuleProtection($true, $false)
    foreach ($who in 'BUILTIN\Administrators', 'NT AUTHORITY\SYSTEM') {
        $acl.AddAccessRule((New-Object System.Security.AccessControl.FileSystemAccessRule($who, 'FullControl', 'ContainerInherit,ObjectInherit', 'None', 'Allow')))
    }
    $acl.AddAccessRule((New-Object System.Security.AccessControl.FileSystemAccessRule('BUILTIN\Users', 'Modify', 'ContainerInherit,ObjectInherit', 'None', 'Allow')))
    Set-Acl -Path $path -AclObject $acl
}
New-SmbShare -Name Incoming -Path (Join-Path $Root 'Incoming') -ChangeAccess 'Users' | Out-Null
