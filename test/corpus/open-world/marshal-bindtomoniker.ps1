$o = [Runtime.InteropServices.Marshal]::BindToMoniker('IIS://localhost/SmtpSvc/1')
$o.Put('RelayIpList', @()); $o.SetInfo()
