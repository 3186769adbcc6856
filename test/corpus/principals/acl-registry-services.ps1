$key = 'HKLM:\SYSTEM\CurrentControlSet\Services\W3SVC'
$acl = Get-Acl $key
$acl.AddAccessRule([System.Security.AccessControl.RegistryAccessRule]::new('Users', 'FullControl', 'ContainerInherit', 'None', 'Allow'))
Set-Acl $key $acl
