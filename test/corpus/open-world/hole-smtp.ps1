$s = [ADSI]"IIS://localhost/SmtpSvc/$env:VS"
$s.RelayIpList = @(); $s.SetInfo()
