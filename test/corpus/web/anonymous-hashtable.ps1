Import-Module WebAdministration
Set-WebConfiguration -Filter '/system.webServer/security/authentication/anonymousAuthentication' -PSPath 'IIS:\' -Location 'Default Web Site' -Value @{
    enabled  = $true
    userName = 'Administrator'
}
