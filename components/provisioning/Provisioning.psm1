# The order in which a host is made. Every step may be repeated: a second run changes nothing.

function ConvertFrom-Base64Json {
    # Data comes as base64, so that no text of it can be taken for code.
    param([string] $Text)

    $bytes = [System.Convert]::FromBase64String($Text)
    [System.Text.Encoding]::UTF8.GetString($bytes) | ConvertFrom-Json
}

function ConvertFrom-Plan {
    # A plan is packed: what a command is given is bounded in its length.
    param([string] $Plan)

    $packed = New-Object -TypeName System.IO.MemoryStream -ArgumentList @(, [System.Convert]::FromBase64String($Plan))
    $unpacked = New-Object -TypeName System.IO.Compression.GZipStream -ArgumentList $packed, ([System.IO.Compression.CompressionMode]::Decompress)
    $reader = New-Object -TypeName System.IO.StreamReader -ArgumentList $unpacked, ([System.Text.Encoding]::UTF8)
    $text = $reader.ReadToEnd()
    $reader.Dispose()
    ConvertFrom-Json -InputObject $text
}

function Invoke-HostProvisioning {
    # Plan: ProvisioningPlan in types.ts. Secrets: HostSecrets in secrets.ts.
    param([object] $Plan, [object] $Secrets)

    if ($Plan.drives) {
        Initialize-HostDrive -Letter $Plan.drives
    }
    Set-HostTimeZone -Id $Plan.timeZone
    Install-HostFeature -Name $Plan.features
    foreach ($value in $Plan.registry) {
        Set-RegistryValue -Value $value
    }
    Set-PasswordPolicy -Length $Plan.passwordPolicy.length -Threshold $Plan.passwordPolicy.threshold -Minutes $Plan.passwordPolicy.minutes
    foreach ($user in $Plan.users) {
        $password = ConvertTo-SecureString -String $Secrets.passwords[$user.password] -AsPlainText -Force
        Set-HostUser -Name $user.name -Password $password
    }
    foreach ($group in $Plan.groups) {
        Set-HostGroup -Name $group.name
        foreach ($member in $group.members) {
            Add-HostGroupMember -Group $group.name -Member $member
        }
    }
    if ($Plan.pools -or $Plan.configuration) {
        Import-Module -Name WebAdministration
    }
    # The account of a pool has a name only when there is the pool.
    foreach ($pool in $Plan.pools) {
        Set-HostPool -Name $pool.name -IdentityType $pool.identityType
    }
    foreach ($folder in $Plan.folders) {
        Set-FolderAccess -Path $folder.path -Entries $folder.entries
    }
    foreach ($site in $Plan.sites) {
        Set-HostSite -Site $site
    }
    foreach ($name in $Plan.removedSites) {
        Remove-HostSite -Name $name
    }
    foreach ($setting in $Plan.configuration) {
        Set-ConfigurationSetting -Setting $setting
    }
    foreach ($entry in $Plan.entries) {
        Set-ConfigurationEntry -Entry $entry
    }
    foreach ($server in $Plan.smtp) {
        Set-SmtpServer -Settings $server -Secrets $Secrets
    }
    foreach ($service in $Plan.services) {
        Set-HostService -Name $service.name -Start $service.start -Run $service.run
    }
    foreach ($server in $Plan.smtp) {
        if ($server.server -ne '1') {
            Start-SmtpServer -Server $server.server
        }
    }
    foreach ($name in $Plan.certificates) {
        Set-SiteCertificate -HostName $name
    }
}
