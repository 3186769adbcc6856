$arguments = @('BUILTIN\Users', 'Modify', 'Allow')
$rule = New-Object System.Security.AccessControl.FileSystemAccessRule -ArgumentList $arguments
$target = "$env:SystemRoot\System32\Tasks"
$acl = Get-Acl -Path $target
$acl.SetAccessRule($rule)
$acl | Set-Acl -Path $target
