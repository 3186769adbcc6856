Import-Module WebAdministration
foreach ($site in 'Default Web Site', 'intranet') {
    Set-WebConfigurationProperty -Filter /system.webServer/security/authentication/anonymousAuthentication -PSPath IIS:\ -Location $site -Name userName -Value 'Administrator'
}
