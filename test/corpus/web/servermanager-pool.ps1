[System.Reflection.Assembly]::LoadFrom("$env:windir\system32\inetsrv\Microsoft.Web.Administration.dll") | Out-Null
$manager = New-Object Microsoft.Web.Administration.ServerManager
$manager.ApplicationPools['DefaultAppPool'].ProcessModel.IdentityType = 'LocalSystem'
$manager.CommitChanges()
