Install-WindowsFeature SMTP-Server | Out-Null
$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$mx = $null
try {
    $mx = Resolve-DnsName -Name smarthost.contoso.com -Type A -ErrorAction Stop
} catch {
    Write-Warning "No smart host: $($_.Exception.Message)"
}
if ($mx) {
    $smtp.Put('SmartHost', 'smarthost.contoso.com')
} else {
    $smtp.Put('RelayIpList', [byte[]]@())
}
$smtp.SetInfo()
