$k = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey('SOFTWARE\Contoso')
$k.SetValue('Level', 3)
