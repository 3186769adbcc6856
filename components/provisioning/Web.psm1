# The web server: pools, sites, and the configuration of IIS.

function Set-HostPool {
    param([string] $Name, [string] $IdentityType)

    $path = "IIS:\AppPools\$Name"
    if (-not (Test-Path -Path $path)) {
        $null = New-WebAppPool -Name $Name
    }
    Set-ItemProperty -Path $path -Name processModel.identityType -Value $IdentityType
    Add-ReportEntry -What "pool $Name" -Before '' -After $IdentityType
}

function Set-HostSite {
    # Site: SitePlan in types.ts. All bindings are replaced in one step.
    param([object] $Site)

    $path = "IIS:\Sites\$($Site.name)"
    if (-not (Test-Path -Path $path)) {
        $null = New-Website -Name $Site.name -PhysicalPath $Site.folder -ApplicationPool $Site.pool
    }
    Set-ItemProperty -Path $path -Name physicalPath -Value $Site.folder
    Set-ItemProperty -Path $path -Name applicationPool -Value $Site.pool
    $bindings = @()
    foreach ($binding in $Site.bindings) {
        $bindings += @{ protocol = $binding.protocol; bindingInformation = $binding.information; sslFlags = $binding.flags }
    }
    Set-ItemProperty -Path $path -Name bindings -Value $bindings
    Add-ReportEntry -What "site $($Site.name)" -Before '' -After "$($Site.folder), $($Site.bindings.information -join ' ')"
}

function Remove-HostSite {
    param([string] $Name)

    if (Test-Path -Path "IIS:\Sites\$Name") {
        Remove-Website -Name $Name
    }
}

function Get-ConfigurationPlace {
    # -PSPath and -Location for the commands of WebAdministration. An empty -Location is an error there.
    param([string] $Path, [string] $Location)

    $place = @{ PSPath = $Path }
    if ($Location) {
        $place.Location = $Location
    }
    $place
}

function Get-ConfigurationValue {
    # Texts come as they are, numbers and flags as objects with a value.
    param([hashtable] $Place, [string] $Section, [string] $Name)

    $found = Get-WebConfigurationProperty @Place -Filter $Section -Name $Name
    if ($found -is [string]) { $found } else { $found.Value }
}

function Set-ConfigurationSetting {
    # Setting: ConfigurationSetting in extras.ts.
    param([object] $Setting)

    $place = Get-ConfigurationPlace -Path $Setting.path -Location $Setting.location
    $before = Get-ConfigurationValue -Place $place -Section $Setting.section -Name $Setting.name
    Set-WebConfigurationProperty @place -Filter $Setting.section -Name $Setting.name -Value $Setting.value
    Add-ReportEntry -What "$($Setting.location) $($Setting.section)/@$($Setting.name)" -Before $before -After $Setting.value
}

function Set-ConfigurationEntry {
    # Entry: ConfigurationEntry in extras.ts. The entries of all these collections are called `add`.
    param([object] $Entry)

    $place = Get-ConfigurationPlace -Path 'MACHINE/WEBROOT/APPHOST' -Location $Entry.location
    $filter = "$($Entry.section)/add[@$($Entry.key)='$($Entry.keyValue)']"
    $there = Get-WebConfiguration @place -Filter $filter
    if ($there) {
        Clear-WebConfiguration @place -Filter $filter
    }
    if ($Entry.attributes) {
        $values = @{}
        foreach ($attribute in $Entry.attributes) {
            $values[$attribute.name] = $attribute.value
        }
        Add-WebConfigurationProperty @place -Filter $Entry.section -Name '.' -Value $values
    }
}
