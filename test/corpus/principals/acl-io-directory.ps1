$security = [System.IO.Directory]::GetAccessControl('C:\Windows\System32\drivers\etc')
$security.AddAccessRule((New-Object System.Security.AccessControl.FileSystemAccessRule('Users', 'Write', 'Allow')))
[System.IO.Directory]::SetAccessControl('C:\Windows\System32\drivers\etc', $security)
