[void][Reflection.Assembly]::LoadWithPartialName('Microsoft.SqlServer.SqlWmiManagement')
$w = New-Object Microsoft.SqlServer.Management.Smo.Wmi.ManagedComputer
$svc = $w.Services['W3SVC']
$svc.SetServiceAccount('NT AUTHORITY\IUSR','')
