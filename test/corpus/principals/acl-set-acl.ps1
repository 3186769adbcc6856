$path = 'C:\Windows\System32\inetsrv\config'
$acl = Get-Acl $path
$rule = New-Object System.Security.AccessControl.FileSystemAccessRule('IUSR', 'FullControl', 'ContainerInherit,ObjectInherit', 'None', 'Allow')
$acl.AddAccessRule($rule)
Set-Acl -Path $path -AclObject $acl
