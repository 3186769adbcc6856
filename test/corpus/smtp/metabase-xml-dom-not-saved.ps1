$path = "$env:windir\System32\inetsrv\MetaBase.xml"
[xml]$metabase = Get-Content $path
$metabase.SelectSingleNode("//*[@Location='/LM/SmtpSvc/1']").SetAttribute('RelayIpList', '')
