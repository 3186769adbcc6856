configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        WindowsFeature IIS {
            Name = 'Web-Server'
        }
        xWebAppPool p {
            Name = 'web'
            IdentityType = 'LocalSystem'
        }
        xWebsite s {
            Name = 'web'
            PhysicalPath = 'C:\web'
            ApplicationPool = 'web'
            AuthenticationInfo = MSFT_xWebAuthenticationInformation { Anonymous = $true }
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
