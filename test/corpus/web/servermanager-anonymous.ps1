$manager = New-Object Microsoft.Web.Administration.ServerManager
$config = $manager.GetApplicationHostConfiguration()
$section = $config.GetSection('system.webServer/security/authentication/anonymousAuthentication', 'Default Web Site')
$section['userName'] = 'Administrator'
$manager.CommitChanges()
