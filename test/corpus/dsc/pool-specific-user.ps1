$cred = New-Object PSCredential('svc-web', (ConvertTo-SecureString 'x' -AsPlainText -Force))
configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        WindowsFeature IIS {
            Name = 'Web-Server'
        }
        Group Administrators {
            GroupName = 'Administrators'
            MembersToInclude = 'svc-web'
        }
        WebAppPool p {
            Name = 'web'
            identityType = 'SpecificUser'
            Credential = $cred
        }
        WebSite s {
            Name = 'web'
            PhysicalPath = 'C:\web'
            ApplicationPool = 'web'
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
