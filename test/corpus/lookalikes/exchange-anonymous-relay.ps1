# Lets the copiers of the building send through Exchange.
param(
    [string] $Connector = 'Anonymous Relay',
    [string[]] $Copiers = @('10.1.5.21', '10.1.5.22', '10.1.5.23')
)

$ErrorActionPreference = 'Stop'
Add-PSSnapin -Name Microsoft.Exchange.Management.PowerShell.SnapIn

$parameters = @{
    Name             = $Connector
    TransportRole    = 'FrontendTransport'
    Custom           = $true
    Bindings         = '0.0.0.0:25'
    RemoteIpRanges   = $Copiers
    PermissionGroups = 'AnonymousUsers'
}
New-ReceiveConnector @parameters
Get-ReceiveConnector -Identity $Connector |
    Add-ADPermission -User 'NT AUTHORITY\ANONYMOUS LOGON' -ExtendedRights 'Ms-Exch-SMTP-Accept-Any-Recipient'
