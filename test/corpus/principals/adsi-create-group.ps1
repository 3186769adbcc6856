$computer = [ADSI]"WinNT://$env:COMPUTERNAME,computer"
$group = $computer.Create('group', 'IntranetOps')
$group.SetInfo()
$group.Add('WinNT://NT AUTHORITY/IUSR')
([ADSI]"WinNT://./Administrators,group").Add("WinNT://./IntranetOps,group")
