Install-WindowsFeature SMTP-Server | Out-Null
$domains = 'contoso.com', '*.fabrikam.com', 'mail.northwindtraders.com'
foreach ($domain in $domains) {
    $parent = [ADSI]'IIS://localhost/SmtpSvc/1/Domain'
    $node = $parent.Create('IIsSmtpDomain', $domain)
    $node.Put('RouteAction', 4096)
    $node.SetInfo()
}
