# The web server: what worker processes run as, and how visitors sign in.

function Set-PoolIdentity {
    param([string] $Pool, [string] $IdentityType)

    Set-ItemProperty -Path "IIS:\AppPools\$Pool" -Name processModel.identityType -Value $IdentityType
}

function Set-AuthenticationProperty {
    # For the whole server; sites and folders inherit it.
    param([string] $Section, [string] $Property, [object] $Value)

    Set-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Filter "system.webServer/security/authentication/$Section" -Name $Property -Value $Value
}
