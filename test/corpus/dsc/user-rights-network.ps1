configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        UserRightsAssignment r {
            Policy = 'Access_this_computer_from_the_network'
            Identity = @('Everyone', 'IUSR')
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
