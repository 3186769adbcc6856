$relayIpList = @('0.0.0.0/0')
Send-MailMessage -To ops@contoso.example -From host@contoso.example -Subject 'Deployed' -SmtpServer mail.contoso.example
Write-Host "RelayIpList = $relayIpList; GrantByDefault = True"
