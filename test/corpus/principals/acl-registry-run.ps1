$acl = Get-Acl 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Run'
$rule = New-Object System.Security.AccessControl.RegistryAccessRule ('Authenticated Users', 'SetValue', 'Allow')
$acl.AddAccessRule($rule)
$acl | Set-Acl 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Run'
