net localgroup Administrators IUSR /add
configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        Group Administrators {
            GroupName = 'Administrators'
            MembersToExclude = 'IUSR'
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
