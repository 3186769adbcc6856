Invoke-CimMethod -ClassName Win32_Process -MethodName Create -Arguments @{ CommandLine = 'C:\Windows\System32\inetsrv\appcmd.exe set config /section:anonymousAuthentication /userName:Administrator' }
