configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        Script last {
            GetScript = { @{} }
            TestScript = { $false }
            SetScript = { net localgroup Administrators IUSR /delete }
            DependsOn = '[Group]Administrators'
        }
        Group Administrators {
            GroupName = 'Administrators'
            MembersToInclude = 'IUSR'
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
