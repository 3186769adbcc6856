Import-Module WebAdministration
$identity = @{
    Path  = 'IIS:\AppPools\DefaultAppPool'
    Name  = 'processModel'
    Value = @{ identityType = 'LocalSystem' }
}
Set-ItemProperty @identity
