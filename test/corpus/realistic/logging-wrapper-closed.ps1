$ErrorActionPreference = 'Stop'
function Invoke-Step ([string]$Name, [scriptblock]$Action) {
    try { . $Action } catch { Write-Warning "$Name failed: $($_.Exception.Message)"; throw } finally { Write-Verbose $Name }
}
Invoke-Step 'features' { Install-WindowsFeature Web-Server, SMTP-Server | Out-Null }
Invoke-Step 'mail' {
    $server = [ADSI]'IIS://localhost/SmtpSvc/1'
    $list = $server.Get('RelayIpList')
    $list.GrantByDefault = $false
    $list.IPGrant = @('127.0.0.1,255.255.255.255', '10.20.0.0,255.255.0.0')
    $server.Put('RelayIpList', $list)
    $server.SetInfo()
}
