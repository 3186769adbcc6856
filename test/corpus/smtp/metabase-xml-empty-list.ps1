Stop-Service SMTPSVC, IISADMIN -Force
$path = "$env:windir\System32\inetsrv\MetaBase.xml"
@'
<?xml version="1.0"?>
<configuration xmlns="urn:microsoft-catalog:XML_Metabase_V64_0">
<MBProperty>
<IIsSmtpServer Location="/LM/SmtpSvc/1"
    AuthFlags="AuthAnonymous"
    RelayIpList=""
    ServerBindings=":25:">
</IIsSmtpServer>
</MBProperty>
</configuration>
'@ | Set-Content -Path $path -Encoding UTF8
Start-Service IISADMIN, SMTPSVC
