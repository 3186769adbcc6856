Configuration ServerBaseline {
    param([string[]] $NodeName = 'localhost')
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node $NodeName {
        WindowsFeature Web {
            Name   = 'Web-Server'
            Ensure = 'Present'
        }
        Group Administrators {
            GroupName        = 'Administrators'
            MembersToInclude = 'CONTOSO\Server Admins'
            Ensure           = 'Present'
        }
        Service W3SVC {
            Name        = 'W3SVC'
            StartupType = 'Automatic'
            State       = 'Running'
            DependsOn   = '[WindowsFeature]Web'
        }
    }
}
ServerBaseline -OutputPath C:\Dsc\Baseline
Start-DscConfiguration -Path C:\Dsc\Baseline -Wait -Force
