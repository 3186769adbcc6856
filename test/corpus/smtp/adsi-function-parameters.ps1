function Set-SmtpRelay {
    param([string]$Server = 'localhost', [string[]]$Grant = @(), [switch]$All)
    $smtp = [ADSI]"IIS://$Server/SmtpSvc/1"
    $list = $smtp.Get('RelayIpList')
    $list.GrantByDefault = $All.IsPresent
    if ($Grant.Count -gt 0) { $list.IPGrant = $Grant }
    $smtp.Put('RelayIpList', $list)
    $smtp.SetInfo()
}
Set-SmtpRelay -All
