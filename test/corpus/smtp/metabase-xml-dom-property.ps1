$path = "$env:windir\System32\inetsrv\MetaBase.xml"
$metabase = New-Object System.Xml.XmlDocument
$metabase.Load($path)
foreach ($server in $metabase.configuration.MBProperty.IIsSmtpServer) {
    if ($server.Location -eq '/LM/SmtpSvc/1') { $server.SetAttribute('RelayIpList', '') }
}
$metabase.Save($path)
