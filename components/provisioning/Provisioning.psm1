# The order in which a host is made. Every step may be repeated: a second run changes nothing.

function ConvertFrom-Plan {
    # Data comes as base64 of UTF-8 JSON, so that no text of it can be taken for code.
    param([string] $Plan)

    $bytes = [System.Convert]::FromBase64String($Plan)
    [System.Text.Encoding]::UTF8.GetString($bytes) | ConvertFrom-Json
}

function Invoke-HostProvisioning {
    param([string] $Plan, [string] $SmartHostUser, [string] $SmartHostPassword)

    $settings = ConvertFrom-Plan -Plan $Plan
    Install-HostFeature -Name $settings.features
    if ($settings.pools -or $settings.authentication) {
        Import-Module -Name WebAdministration
    }
    foreach ($pool in $settings.pools) {
        Set-PoolIdentity -Pool $pool.name -IdentityType $pool.identityType
    }
    foreach ($item in $settings.authentication) {
        Set-AuthenticationProperty -Section $item.section -Property $item.property -Value $item.value
    }
    foreach ($folder in $settings.folders) {
        Set-FolderAccess -Path $folder.path -Entries $folder.entries
    }
    if ($settings.smtp) {
        Set-SmtpServer -Settings $settings.smtp -SmartHostUser $SmartHostUser -SmartHostPassword $SmartHostPassword
    }
    foreach ($service in $settings.services) {
        Set-HostService -Name $service.name -Start $service.start -Run $service.run
    }
}
