[void][Reflection.Assembly]::LoadWithPartialName('Microsoft.SqlServer.Smo')
$s = New-Object Microsoft.SqlServer.Management.Smo.Server 'localhost'
$s.Settings.LoginMode = 'Mixed'
$s.Alter()
