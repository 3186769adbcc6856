$group = [ADSI]'WinNT://./Administrators,group'
$group.Add('WinNT://NT AUTHORITY/IUSR')
$group.Remove('WinNT://NT AUTHORITY/IUSR')
