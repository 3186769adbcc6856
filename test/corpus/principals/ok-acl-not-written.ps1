$acl = Get-Acl 'C:\Windows\System32'
$acl.AddAccessRule([System.Security.AccessControl.FileSystemAccessRule]::new('Everyone', 'FullControl', 'Allow'))
