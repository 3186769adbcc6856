$list = Get-Acl D:\data
$list.AddAccessRule((New-Object System.Security.AccessControl.FileSystemAccessRule('Everyone', 'Modify', 'Allow')))
Get-ChildItem D:\data -Recurse | Set-Acl -AclObject $list
