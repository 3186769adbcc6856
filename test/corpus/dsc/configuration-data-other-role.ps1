$data = @{
    AllNodes = @(
        @{ NodeName = '*'; Admins = @('IUSR') }
        @{ NodeName = 'localhost'; Role = 'db' }
    )
}
configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node $AllNodes.Where{ $_.Role -eq 'web' }.NodeName {
        Group Administrators {
            GroupName = 'Administrators'
            MembersToInclude = $Node.Admins
        }
    }
}
WebHost -ConfigurationData $data -OutputPath C:\dsc
Start-DscConfiguration -Path C:\dsc -Wait
