$admins = (New-Object System.Security.Principal.SecurityIdentifier([System.Security.Principal.WellKnownSidType]::BuiltinAdministratorsSid, $null)).Translate([System.Security.Principal.NTAccount]).Value.Split('\')[1]
$users = ([System.Security.Principal.SecurityIdentifier]'S-1-5-32-545').Translate([System.Security.Principal.NTAccount]).Value
([ADSI]"WinNT://./$admins,group").Add("WinNT://" + $users.Replace('\', '/'))
