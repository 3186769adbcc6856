$rule = New-Object Security.AccessControl.FileSystemAccessRule -ArgumentList @(
    'Everyone', [Security.AccessControl.FileSystemRights]::FullControl,
    ([Security.AccessControl.InheritanceFlags]::ContainerInherit -bor [Security.AccessControl.InheritanceFlags]::ObjectInherit),
    [Security.AccessControl.PropagationFlags]::None, [Security.AccessControl.AccessControlType]::Allow)
foreach ($folder in 'C:\inetpub\logs', 'C:\Windows\System32\inetsrv\config') {
    $acl = Get-Acl -Path $folder
    $acl.SetAccessRule($rule)
    Set-Acl -Path $folder -AclObject $acl
}
