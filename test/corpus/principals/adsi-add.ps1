$group = [ADSI]"WinNT://$env:COMPUTERNAME/Administrators,group"
$group.Add("WinNT://NT AUTHORITY/IUSR")
