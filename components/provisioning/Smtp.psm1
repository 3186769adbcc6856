# The SMTP service, through ADSI: its settings are in the IIS 6 metabase, not in applicationHost.config.
# Nothing takes effect before CommitChanges, so the server is never half configured.

function Get-OwnAddress {
    # The IPv4 addresses of this host's own network cards, without loopback and link-local ones. They are known only here.
    foreach ($address in Get-NetIPAddress -AddressFamily IPv4 -PrefixOrigin Dhcp, Manual) {
        $address.IPAddress
    }
}

function Set-RelayList {
    # Only the listed clients may relay without authentication. The list is a COM object; late binding is the way to set its
    # properties that works in every version of Windows PowerShell. GrantByDefault is set in any case: without it the
    # meaning of the list would depend on what was there before. COM wants an array of objects, not of strings.
    param([System.DirectoryServices.DirectoryEntry] $Server, [object[]] $Grant)

    $list = $Server.Properties['RelayIpList'].Value
    $set = [System.Reflection.BindingFlags] 'Public, Instance, SetProperty'
    [void] $list.GetType().InvokeMember('GrantByDefault', $set, $null, $list, @($false))
    [void] $list.GetType().InvokeMember('IPGrant', $set, $null, $list, @(, $Grant))
    $Server.Properties['RelayIpList'].Value = $list
}

function Open-SmtpPort {
    # Windows' own firewall. Who gets this far is for the network security group to say.
    param([int] $Port)

    $name = "Lycosa-SMTP-$Port"
    if (-not (Get-NetFirewallRule -Name $name -ErrorAction SilentlyContinue)) {
        $null = New-NetFirewallRule -Name $name -DisplayName "SMTP, port $Port" -Direction Inbound -Action Allow -Protocol TCP -LocalPort $Port
    }
}

function Set-SmtpServer {
    # Settings: SmtpPlan in plan.ts. The casts matter: ADSI takes no wrapped values.
    param([object] $Settings, [string] $SmartHostUser, [string] $SmartHostPassword)

    $server = New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList "IIS://localhost/SmtpSvc/$($Settings.server)"

    # Who may relay.
    $grant = @($Settings.grant)
    if ($Settings.grantOwnAddresses) {
        foreach ($address in Get-OwnAddress) {
            $grant += "$address, 255.255.255.255"
        }
    }
    Set-RelayList -Server $server -Grant $grant
    $server.Properties['RelayForAuth'].Value = [int] $Settings.relayForAuth

    # Who may talk, how and where.
    $server.Properties['AuthFlags'].Value = [int] $Settings.authFlags
    $server.Properties['ServerBindings'].Value = [object[]] $Settings.bindings
    if ($Settings.certificate) {
        $server.Properties['SSLCertHash'].Value = [byte[]] $Settings.certificate
    }

    # Everything else: TLS, the log, the smart host.
    foreach ($property in $Settings.numbers) {
        $server.Properties[$property.name].Value = [int] $property.value
    }
    foreach ($property in $Settings.texts) {
        $server.Properties[$property.name].Value = [string] $property.value
    }
    if ($Settings.smartHostAccount) {
        $server.Properties['RouteUserName'].Value = $SmartHostUser
        $server.Properties['RoutePassword'].Value = $SmartHostPassword
    }

    $server.CommitChanges()
    foreach ($port in $Settings.firewallPorts) {
        Open-SmtpPort -Port $port
    }
}
