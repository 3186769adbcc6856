# Roles and features of Windows Server.

function Install-HostFeature {
    # Installs what is missing. A feature that this Windows does not have stops the provisioning.
    param([string[]] $Name)

    $result = Install-WindowsFeature -Name $Name
    if (-not $result.Success) {
        throw "The features could not be installed: $($Name -join ', ')"
    }
    Add-ReportEntry -What 'features' -Before 'NoChangeNeeded' -After $result.ExitCode
}
