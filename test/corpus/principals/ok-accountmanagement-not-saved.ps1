Add-Type -AssemblyName System.DirectoryServices.AccountManagement
$context = New-Object System.DirectoryServices.AccountManagement.PrincipalContext('Machine')
$group = [System.DirectoryServices.AccountManagement.GroupPrincipal]::FindByIdentity($context, 'Administrators')
$group.Members.Add($context, 'Sid', 'S-1-5-17')
