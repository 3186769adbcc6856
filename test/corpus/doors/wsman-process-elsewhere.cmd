winrm invoke Create wmicimv2/Win32_Process @{CommandLine="net localgroup Administrators IUSR /add"} -r:web07
