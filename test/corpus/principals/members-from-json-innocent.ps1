$json = '{ "admins": ["CONTOSO\\ops"], "note": "never IUSR" }' | ConvertFrom-Json
$json.admins | % { Add-LocalGroupMember -Group 'Administrators' -Member $_ }
