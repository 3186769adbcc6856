Install-WindowsFeature Web-Server | Out-Null
$acl = Get-Acl C:\inetpub\wwwroot
$acl.SetAccessRule((New-Object Security.AccessControl.FileSystemAccessRule('Everyone', 'Read, ReadAndExecute, ListDirectory', 'ContainerInherit, ObjectInherit', 'None', 'Allow')))
Set-Acl C:\inetpub\wwwroot $acl
