configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        NTFSAccessEntry n {
            Path = 'C:\Windows\System32\inetsrv'
            AccessControlList = @(NTFSAccessControlList { Principal = 'IUSR'; AccessControlEntry = @(NTFSAccessControlEntry { AccessControlType = 'Deny'; FileSystemRights = 'Modify'; Inheritance = 'This folder only'; Ensure = 'Present' }) })
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
