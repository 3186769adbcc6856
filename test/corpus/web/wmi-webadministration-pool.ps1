Install-WindowsFeature Web-Server, Web-Scripting-Tools
$pool = Get-WmiObject -Namespace root\WebAdministration -Class ApplicationPool -Filter "Name='DefaultAppPool'"
$pool.ProcessModel.IdentityType = 0
$pool.Put()
