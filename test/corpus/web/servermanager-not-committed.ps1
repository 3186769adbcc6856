$manager = New-Object Microsoft.Web.Administration.ServerManager
$manager.ApplicationPools['DefaultAppPool'].ProcessModel.IdentityType = 'LocalSystem'
