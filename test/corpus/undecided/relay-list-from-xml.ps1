$s = [ADSI]'IIS://localhost/SmtpSvc/1'
$conf = [xml](Get-Content "C:\site.xml")
$s.RelayIpList = $conf.a.b
$s.SetInfo()
