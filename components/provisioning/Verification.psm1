# Whether the host is what was asked for. Everything is read again: what was written is no proof.

$script:Deviations = New-Object -TypeName System.Collections.ArrayList

function Compare-HostValue {
    param([string] $What, [object] $Wanted, [object] $Found)

    if ("$Wanted" -ne "$Found") {
        [void] $script:Deviations.Add("$What is '$Found' instead of '$Wanted'")
    }
}

function Test-SmtpServer {
    param([object] $Settings)

    $server = Get-MetabaseNode -Path $Settings.server
    $what = "SMTP server $($Settings.server)"
    Compare-HostValue -What "$what RelayForAuth" -Wanted ([bool] $Settings.relayForAuth) -Found ([bool] $server.Properties['RelayForAuth'].Value)
    Compare-HostValue -What "$what AuthFlags" -Wanted $Settings.authFlags -Found $server.Properties['AuthFlags'].Value
    foreach ($property in @($Settings.numbers) + @($Settings.texts)) {
        Compare-HostValue -What "$what $($property.name)" -Wanted $property.value -Found $server.Properties[$property.name].Value
    }
    $get = [System.Reflection.BindingFlags] 'Public, Instance, GetProperty'
    $list = $server.Properties['RelayIpList'].Value
    Compare-HostValue -What "$what grants relaying by default" -Wanted $false -Found $list.GetType().InvokeMember('GrantByDefault', $get, $null, $list, $null)
}

function Confirm-Host {
    # Stops the deployment when anything is not as it was asked for.
    param([object] $Plan)

    foreach ($value in $Plan.registry) {
        Compare-HostValue -What "$($value.key)\$($value.name)" -Wanted $value.value -Found (Get-RegistryValue -Value $value)
    }
    foreach ($pool in $Plan.pools) {
        Compare-HostValue -What "pool $($pool.name)" -Wanted $pool.identityType -Found (Get-ItemProperty -Path "IIS:\AppPools\$($pool.name)" -Name processModel).identityType
    }
    foreach ($setting in $Plan.configuration) {
        $place = Get-ConfigurationPlace -Path $setting.path -Location $setting.location
        Compare-HostValue -What "$($setting.location) $($setting.section)/@$($setting.name)" -Wanted $setting.value -Found (Get-ConfigurationValue -Place $place -Section $setting.section -Name $setting.name)
    }
    foreach ($server in $Plan.smtp) {
        Test-SmtpServer -Settings $server
    }
    foreach ($service in $Plan.services) {
        if ($service.run) {
            Compare-HostValue -What "service $($service.name)" -Wanted 'Running' -Found (Get-Service -Name $service.name).Status
        }
    }
    if ($script:Deviations.Count -gt 0) {
        throw "The host is not what was asked for: $($script:Deviations -join '; ')"
    }
}
