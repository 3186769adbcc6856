[void][Reflection.Assembly]::LoadWithPartialName('Microsoft.VisualBasic')
$o = [Microsoft.VisualBasic.Interaction]::GetObject('IIS://localhost/SmtpSvc/1')
$o.RelayIpList = @(); $o.SetInfo()
