ntrights +r SeDebugPrivilege -u IUSR
configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        UserRightsAssignment r {
            Policy = 'Debug_programs'
            Identity = 'IUSR'
            Ensure = 'Absent'
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
