configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        Group u {
            GroupName = 'Users'
            MembersToInclude = 'IUSR'
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
