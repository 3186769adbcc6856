$path = "$env:windir\System32\inetsrv\MetaBase.xml"
$metabase = [xml](Get-Content $path)
$node = $metabase.SelectSingleNode("//IIsSmtpServer[@Location='/LM/SmtpSvc/1']")
$node.SetAttribute('RelayIpList', '')
$metabase.Save($path)
