Add-Type -AssemblyName Microsoft.Web.Administration
$manager = New-Object Microsoft.Web.Administration.ServerManager
$model = $manager.ApplicationPools['DefaultAppPool'].ProcessModel
$model.IdentityType = 3
$model.UserName = 'Administrator'
$model.Password = 'not-a-real-one'
$manager.CommitChanges()
