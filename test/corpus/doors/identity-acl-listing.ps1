$list = Get-Acl C:\Windows\System32
$list.AddAccessRule((New-Object System.Security.AccessControl.FileSystemAccessRule('Everyone', 'FullControl', 'Allow')))
Get-ChildItem C:\Windows\System32\drivers -Recurse | Set-Acl -AclObject $list
