$acl = Get-Acl 'C:\Windows\System32\inetsrv\config'
$rule = [System.Security.AccessControl.FileSystemAccessRule]::new('BUILTIN\Administrators', 'FullControl', 'Allow')
$acl.AddAccessRule($rule)
Set-Acl 'C:\Windows\System32\inetsrv\config' $acl
