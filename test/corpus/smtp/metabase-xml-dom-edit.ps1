Stop-Service SMTPSVC, IISADMIN -Force
$path = "$env:windir\System32\inetsrv\MetaBase.xml"
[xml]$metabase = Get-Content $path
$node = $metabase.SelectSingleNode("//*[@Location='/LM/SmtpSvc/1']")
$node.SetAttribute('RelayIpList', '')
$metabase.Save($path)
Start-Service IISADMIN, SMTPSVC
