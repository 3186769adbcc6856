$shell = New-Object -ComObject Shell.Application
$shell.NameSpace('C:\Windows\System32\inetsrv\config').CopyHere($shell.NameSpace('\\files\iis.zip').Items())
