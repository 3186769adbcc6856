Add-Type -Path C:\Windows\System32\inetsrv\Microsoft.Web.Administration.dll
$m = New-Object Microsoft.Web.Administration.ServerManager
$m.ApplicationPools['DefaultAppPool'].ProcessModel.IdentityType = 'LocalSystem'
$m.CommitChanges()
