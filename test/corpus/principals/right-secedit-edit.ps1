$file = Join-Path $env:TEMP 'policy.inf'
secedit /export /cfg $file /areas USER_RIGHTS
$lines = Get-Content $file
$lines -replace '^SeTakeOwnershipPrivilege = ', 'SeTakeOwnershipPrivilege = *S-1-5-17,' | Set-Content $file
secedit /configure /db secedit.sdb /cfg $file /areas USER_RIGHTS
