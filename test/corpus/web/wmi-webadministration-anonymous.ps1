$section = Get-CimInstance -Namespace root/WebAdministration -ClassName AnonymousAuthenticationSection -Filter "Path='MACHINE/WEBROOT/APPHOST' and Location='Default Web Site'"
$section.UserName = 'Administrator'
Set-CimInstance -InputObject $section
