$settings = @{
    RelayForAuth = 0
    AuthFlags    = 4
    SmartHost    = '[10.1.2.3]'
    MaxRecipients = 50
}
$site = [ADSI]"IIS://localhost/smtpsvc/1"
foreach ($name in $settings.Keys) {
    $site.Put("$name", "$($settings[$name])")
}
$site.SetInfo()
