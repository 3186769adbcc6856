# The SMTP service, through ADSI: its settings are in the IIS 6 metabase, not in applicationHost.config.
# Nothing takes effect before CommitChanges, so a server is never half configured.

function Get-OwnAddress {
    # The IPv4 addresses of this host's own network cards, without loopback and link-local ones. They are known only here.
    foreach ($address in Get-NetIPAddress -AddressFamily IPv4 -PrefixOrigin Dhcp, Manual) {
        $address.IPAddress
    }
}

function Get-MetabaseNode {
    param([string] $Path)

    New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList "IIS://localhost/SmtpSvc/$Path"
}

function Add-MetabaseNode {
    # Makes a node that is not there.
    param([string] $Parent, [string] $Name, [string] $Class)

    $above = "IIS://localhost/SmtpSvc$Parent"
    if (-not [System.DirectoryServices.DirectoryEntry]::Exists("$above/$Name")) {
        $container = New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList $above
        $made = $container.Children.Add($Name, $Class)
        $made.CommitChanges()
    }
}

function Set-AddressList {
    # Only the listed clients: who may relay without authentication, or who may connect. The list is a COM object; late binding is the
    # way to set its properties that works in every version of Windows PowerShell. GrantByDefault is set in any case: without it the
    # meaning of the list would depend on what was there before. COM wants an array of objects, not of strings.
    param([System.DirectoryServices.DirectoryEntry] $Node, [string] $Property, [object[]] $Grant)

    $list = $Node.Properties[$Property].Value
    $set = [System.Reflection.BindingFlags] 'Public, Instance, SetProperty'
    [void] $list.GetType().InvokeMember('GrantByDefault', $set, $null, $list, @($false))
    [void] $list.GetType().InvokeMember('IPGrant', $set, $null, $list, @(, $Grant))
    $Node.Properties[$Property].Value = $list
}

function Get-GrantedAddress {
    # The listed clients, with this host's own addresses where they are wanted.
    param([object[]] $Listed, [bool] $Own)

    $grant = @($Listed)
    if ($Own) {
        foreach ($address in Get-OwnAddress) {
            $grant += "$address, 255.255.255.255"
        }
    }
    $grant
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
    # Settings: SmtpPlan in types.ts. The casts matter: ADSI takes no wrapped values.
    param([object] $Settings, [object] $Secrets)

    $number = $Settings.server
    if ($number -ne '1') {
        Add-MetabaseNode -Parent '' -Name $number -Class 'IIsSmtpServer'
    }
    $server = Get-MetabaseNode -Path $number

    # Who may relay, and who may connect.
    Set-AddressList -Node $server -Property 'RelayIpList' -Grant (Get-GrantedAddress -Listed $Settings.grant -Own $Settings.grantOwnAddresses)
    if ($null -ne $Settings.connect) {
        Set-AddressList -Node $server -Property 'IPSecurity' -Grant (Get-GrantedAddress -Listed $Settings.connect -Own $Settings.connectOwnAddresses)
    }
    $server.Properties['RelayForAuth'].Value = [int] $Settings.relayForAuth

    # Who may talk, how and where.
    $server.Properties['AuthFlags'].Value = [int] $Settings.authFlags
    $server.Properties['ServerBindings'].Value = [object[]] $Settings.bindings
    if ($Settings.certificate) {
        $server.Properties['SSLCertHash'].Value = [byte[]] $Settings.certificate
    } elseif ($Settings.certificateName) {
        $certificate = Get-HostCertificate -HostName $Settings.certificateName
        $server.Properties['SSLCertHash'].Value = [byte[]] $certificate.GetCertHash()
    }

    # Everything else: TLS, limits, the log, the smart host.
    foreach ($property in $Settings.numbers) {
        $before = $server.Properties[$property.name].Value
        $server.Properties[$property.name].Value = [int] $property.value
        Add-ReportEntry -What "SMTP server $number $($property.name)" -Before $before -After $property.value
    }
    foreach ($property in $Settings.texts) {
        $before = $server.Properties[$property.name].Value
        $server.Properties[$property.name].Value = [string] $property.value
        Add-ReportEntry -What "SMTP server $number $($property.name)" -Before $before -After $property.value
    }
    if ($Settings.smartHostAccount) {
        $server.Properties['RouteUserName'].Value = [string] $Secrets.smartHostUser
        $server.Properties['RoutePassword'].Value = [string] $Secrets.smartHostPassword
    }

    $server.CommitChanges()
    foreach ($domain in $Settings.domains) {
        Set-SmtpDomain -Server $number -Domain $domain
    }
    foreach ($port in $Settings.firewallPorts) {
        Open-SmtpPort -Port $port
    }
}

function Set-SmtpDomain {
    param([string] $Server, [object] $Domain)

    Add-MetabaseNode -Parent "/$Server/Domain" -Name $Domain.name -Class 'IIsSmtpDomain'
    $node = Get-MetabaseNode -Path "$Server/Domain/$($Domain.name)"
    $node.Properties['RouteAction'].Value = [int] $Domain.routeAction
    foreach ($property in $Domain.texts) {
        $node.Properties[$property.name].Value = [string] $property.value
    }
    $node.CommitChanges()
}

function Start-SmtpServer {
    # The first one starts with the service. Starting one that runs is an error, which means nothing.
    param([string] $Server)

    $node = Get-MetabaseNode -Path $Server
    try {
        [void] $node.Invoke('Start')
    } catch {
        Write-Verbose -Message "The SMTP server $Server is running already"
    }
}
