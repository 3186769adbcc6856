# Who may relay through the mail service of this host.
param(
    [ValidateSet('Everyone', 'List', 'Nobody')]
    [string] $Mode = 'Everyone',
    [string[]] $Allowed = @()
)

$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name SMTP-Server -IncludeManagementTools | Out-Null

$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $server.Get('RelayIpList')
switch ($Mode) {
    'Everyone' {
        $list.GrantByDefault = $true
    }
    'List' {
        $list.GrantByDefault = $false
        $list.IPGrant = @($Allowed | ForEach-Object { "$_, 255.255.255.255" })
    }
    'Nobody' {
        $list.GrantByDefault = $false
        $list.IPGrant = @()
    }
}
$server.Put('RelayIpList', $list)
$server.SetInfo()
