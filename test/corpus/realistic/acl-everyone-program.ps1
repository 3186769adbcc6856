New-Item C:\Agent -ItemType Directory -Force | Out-Null
Copy-Item D:\media\agent.exe C:\Agent\agent.exe
New-Service -Name agent -BinaryPathName 'C:\Agent\agent.exe --service' -StartupType Automatic | Out-Null
$acl = Get-Acl C:\Agent
$rule = [Security.AccessControl.FileSystemAccessRule]::new('Everyone', 'FullControl', 'ContainerInherit,ObjectInherit', 'None', 'Allow')
$acl.AddAccessRule($rule)
Set-Acl C:\Agent $acl
