configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        WindowsFeature IIS {
            Name = 'Web-Server'
        }
        xWebAppPool p {
            Name = 'DefaultAppPool'
            IdentityType = 'LocalSystem'
            DependsOn = "[WindowsFeature]IIS"
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
