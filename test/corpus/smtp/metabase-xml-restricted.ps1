$path = "$env:windir\System32\inetsrv\MetaBase.xml"
$relay = '18000080200000803c00008044000080010000004c00000000000000000000000100000001000000020000000200000004000000000000004c0000800000000000000000000000000000000000ffffffff7f000001'
@"
<configuration>
<MBProperty>
<IIsSmtpServer Location="/LM/SmtpSvc/1" RelayIpList="$relay" AuthFlags="AuthAnonymous | AuthNTLM">
</IIsSmtpServer>
</MBProperty>
</configuration>
"@ | Out-File $path -Encoding utf8
