Add-Type -Path "$env:windir\System32\inetsrv\Microsoft.Web.Administration.dll"
$manager = [Microsoft.Web.Administration.ServerManager]::new()
foreach ($pool in $manager.ApplicationPools) {
    $pool.ProcessModel.IdentityType = 'NetworkService'
}
$manager.CommitChanges()
