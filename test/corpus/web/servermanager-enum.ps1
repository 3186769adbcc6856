Add-Type -Path "$env:windir\System32\inetsrv\Microsoft.Web.Administration.dll"
$manager = New-Object Microsoft.Web.Administration.ServerManager
$pool = $manager.ApplicationPools.Add('queue')
$pool.ProcessModel.IdentityType = [Microsoft.Web.Administration.ProcessModelIdentityType]::LocalSystem
$site = $manager.Sites.Add('queue', 'http', '*:8099:', 'C:\queue')
$site.Applications['/'].ApplicationPoolName = 'queue'
$manager.CommitChanges()
