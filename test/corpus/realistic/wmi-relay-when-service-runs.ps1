$service = Get-Service -Name SMTPSVC -ErrorAction SilentlyContinue
if ($service -and $service.Status -eq 'Running') {
    $setting = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'"
    $setting.RelayIpList = @()
    $setting.Put() | Out-Null
}
